using System.Collections.Frozen;
using Dtsen.Exchange.Client.Connections;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Rpc;
using Grpc.Core;

namespace Dtsen.Exchange.Client;

/// <summary>Why a call, or one item of a bulk call, was refused or never arrived. No text holds a NIK, a nomor KK or a name.</summary>
public sealed record ExchangeError
{
    private const string Domain = "dtsen.go.id";

    private static readonly FrozenDictionary<string, ErrorReason> Reasons = ErrorReflection.Descriptor.EnumTypes
        .Single(type => type.ClrType == typeof(ErrorReason)).Values
        .ToFrozenDictionary(value => value.Name["ERROR_REASON_".Length..], value => (ErrorReason)value.Number, StringComparer.Ordinal);

    /// <summary>Status code of gRPC.</summary>
    public required StatusCode Code { get; init; }

    /// <summary>
    /// The exchange's reason; unspecified where the failure is not of its making, or of a newer exchange than this client.
    /// </summary>
    public ErrorReason Reason { get; init; }

    /// <summary>The reason as it was sent, e.g. <c>TOKEN_EXPIRED</c>; empty where the failure is not of the exchange's making.</summary>
    public string ReasonName { get; init; } = "";

    /// <summary>What happened and what to do, in English.</summary>
    public required string Message { get; init; }

    /// <summary>The same in Indonesian, where the exchange sent it.</summary>
    public string? LocalizedMessage { get; init; }

    /// <summary>What a program reads of the reason, e.g. the address of another node; which names there are stands at the reason.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Fields that break a rule.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; init; } = [];

    /// <summary>How long to wait before calling again, where the exchange says so: a rate, or a day's quota, fills until then.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the call did not reach an exchange that could answer it: trying later, or elsewhere, may help.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Reads how a call ended.</summary>
    public static ExchangeError From(RpcException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.GetRpcStatus() is { } status && status.Details.Count > 0)
        {
            return From(status);
        }

        if (ConnectionFault.Explain(failure.Status) is { } advice)
        {
            return new ExchangeError { Code = failure.StatusCode, Message = advice, IsUnreachable = true };
        }

        return new ExchangeError
        {
            Code = failure.StatusCode,
            Message = failure.Status.Detail,
            IsUnreachable = failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded,
        };
    }

    /// <summary>Reads the error of one item of a bulk call.</summary>
    public static ExchangeError From(Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var info = status.GetDetail<ErrorInfo>() is { Domain: Domain } own ? own : new ErrorInfo();
        var name = info.Reason;
        var reason = Reasons.GetValueOrDefault(name);
        return new ExchangeError
        {
            Code = (StatusCode)status.Code,
            Reason = reason,
            ReasonName = name,
            Metadata = info.Metadata.ToFrozenDictionary(StringComparer.Ordinal),
            Message = status.Message,
            LocalizedMessage = status.GetDetail<LocalizedMessage>()?.Message,
            Violations = status.GetDetail<BadRequest>() is { } bad
                ? [.. bad.FieldViolations.Select(violation => new FieldViolation(violation.Field, violation.Description))]
                : [],
            RetryAfter = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            IsUnreachable = reason is ErrorReason.NodeNotReady or ErrorReason.ReadAtNotReached,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ReasonName.Length == 0 ? $"{Code}: {Message}" : $"{ReasonName}: {Message}";
}
