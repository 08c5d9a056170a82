using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Server;

/// <summary>
/// The one place where refusals are made: a <c>google.rpc.Status</c> with one <c>ErrorInfo</c>, the violations and a message
/// in Indonesian. No text here or at a caller ever holds a NIK, a nomor KK, a name or an address.
/// </summary>
internal static class Problem
{
    /// <summary>Domain of every <c>ErrorInfo</c>.</summary>
    public const string Domain = "dtsen.go.id";

    private const int MaxListed = 100;

    private static readonly Dictionary<int, string> Reasons = ErrorReflection.Descriptor.EnumTypes
        .Single(type => type.ClrType == typeof(ErrorReason)).Values
        .ToDictionary(value => value.Number, value => value.Name["ERROR_REASON_".Length..]);

    private static readonly Dictionary<string, ErrorReason> Numbers = Reasons.ToDictionary(
        reason => reason.Value, reason => (ErrorReason)reason.Key, StringComparer.Ordinal);

    /// <summary>Makes the exception that ends a call.</summary>
    public static RpcException Create(
        StatusCode code, ErrorReason reason, string english, string indonesian, params FieldViolation[] violations) =>
        CreateStatus(code, reason, english, indonesian, violations).ToRpcException();

    /// <summary>Makes the exception that ends a call which may be made again.</summary>
    /// <param name="code">Status.</param>
    /// <param name="reason">Reason.</param>
    /// <param name="english">What happened and what to do.</param>
    /// <param name="indonesian">The same.</param>
    /// <param name="retryAfter">When, at the earliest: <c>RetryInfo</c>.</param>
    /// <param name="facts">What a program reads: metadata of <c>ErrorInfo</c>.</param>
    public static RpcException Create(
        StatusCode code, ErrorReason reason, string english, string indonesian, TimeSpan retryAfter,
        params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var status = CreateStatus(code, reason, english, indonesian);
        var info = status.Details[0].Unpack<ErrorInfo>();
        foreach (var (name, value) in facts)
        {
            info.Metadata.Add(name, value);
        }

        status.Details[0] = Any.Pack(info);
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) }));
        return status.ToRpcException();
    }

    /// <summary>Makes the status that one item of a bulk call carries.</summary>
    public static Google.Rpc.Status CreateStatus(
        StatusCode code, ErrorReason reason, string english, string indonesian, params FieldViolation[] violations)
    {
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = english,
            Details = { Any.Pack(new ErrorInfo { Domain = Domain, Reason = NameOf(reason) }) },
        };
        if (violations.Length > 0)
        {
            var badRequest = new BadRequest();
            foreach (var (field, description) in violations)
            {
                badRequest.FieldViolations.Add(
                    new BadRequest.Types.FieldViolation { Field = field, Description = description });
            }

            status.Details.Add(Any.Pack(badRequest));
        }

        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "id-ID", Message = indonesian }));
        return status;
    }

    /// <summary>A field breaks a rule.</summary>
    public static RpcException InvalidField(string field, string english, string indonesian) =>
        Create(
            StatusCode.InvalidArgument,
            ErrorReason.InvalidField,
            $"{field}: {english}",
            $"{field}: {indonesian}",
            new FieldViolation(field, english));

    /// <summary>Fields break rules: all are told, up to a hundred.</summary>
    public static RpcException InvalidFields(IReadOnlyList<FieldViolation> violations)
    {
        var more = violations.Count > 1 ? $" ({violations.Count - 1} more)" : "";
        var others = violations.Count > 1 ? $" (dan {violations.Count - 1} lainnya)" : "";
        return Create(
            StatusCode.InvalidArgument,
            ErrorReason.InvalidField,
            $"{violations[0].Field}: {violations[0].Description}{more}",
            $"{violations[0].Field}: melanggar aturan kolom ini, lihat proto{others}.",
            [.. violations.Take(MaxListed)]);
    }

    /// <summary>A request id was used before, with another body.</summary>
    public static RpcException RequestIdReused() => Create(
        StatusCode.AlreadyExists,
        ErrorReason.RequestIdReused,
        "request_id: was used before with another body: choose a new one.",
        "request_id: sudah dipakai dengan isi lain: gunakan yang baru.",
        new FieldViolation("request_id", "was used before with another body."));

    /// <summary>The reason of a refusal; unspecified where it is none of ours.</summary>
    public static ErrorReason ReasonOf(RpcException refusal) =>
        refusal.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Domain: Domain } info && Numbers.TryGetValue(info.Reason, out var reason)
            ? reason
            : ErrorReason.Unspecified;

    /// <summary>The name of a reason, as it stands in <c>ErrorInfo</c>.</summary>
    public static string NameOf(ErrorReason reason) => Reasons[(int)reason];
}
