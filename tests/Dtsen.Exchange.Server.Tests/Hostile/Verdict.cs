using System.Collections;
using System.Text.RegularExpressions;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>Judges what came of a hostile call. What a reason's status is, its comment in error.proto says.</summary>
internal static partial class Verdict
{
    /// <summary>Reasons below this one are the gate's: the caller was to pass it.</summary>
    private const int FirstOfServices = (int)ErrorReason.InvalidField;

    private static readonly ErrorReason[] Never =
    [
        ErrorReason.NodeNotReady, ErrorReason.NotRecorded, ErrorReason.StorageFailed, ErrorReason.NotStored, ErrorReason.Internal,
        ErrorReason.QuotaExhausted, ErrorReason.RateExceeded, ErrorReason.MissesExhausted,
    ];

    private static readonly Dictionary<string, (ErrorReason Reason, string Codes)> Documented = Documentation()
        .Matches(File.ReadAllText(RepositoryFolder.Inner(Path.Combine("protos", "dtsen", "type", "v1", "error.proto"))))
        .ToDictionary(
            match => match.Groups["name"].Value,
            match => (Parse(match.Groups["name"].Value), match.Groups["comment"].Value));

    /// <summary>What is wrong with a reply; null where nothing is.</summary>
    public static string? Of(HostileCall call, RawReply reply, IReadOnlyList<string> secrets)
    {
        var (expected, method) = (call.Expected, call.Method.Descriptor);
        var errors = reply.Answers.SelectMany(answer => ErrorsIn(method.OutputType.Parser.ParseFrom(answer)));
        foreach (var text in errors.Prepend(reply.Text))
        {
            if (secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)) is not null)
            {
                return "a message repeats what was asked";
            }
        }

        return expected switch
        {
            _ when reply.Code is StatusCode.OK => expected == Expected.Judged ? null : "it was answered",
            Expected.TooLarge when reply is { Code: StatusCode.ResourceExhausted, Details: null } => null,
            Expected.Unsupported when reply is { Code: StatusCode.Unimplemented, Details: null } => null,
            Expected.Unreadable when reply is { Code: StatusCode.InvalidArgument, Reason: "INVALID_FIELD" } => null,
            Expected.Judged => Refusal(reply),
            _ when method.IsClientStreaming => Refusal(reply),
            _ => $"refused by {reply.Code} {reply.Reason}, not as {expected}",
        };
    }

    private static string? Refusal(RawReply reply)
    {
        if (!Documented.TryGetValue(reply.Reason, out var documented))
        {
            return $"{reply.Code} comes without a reason that error.proto knows";
        }

        var (reason, comment) = documented;
        return (int)reason < FirstOfServices || Never.Contains(reason) ? $"{reply.Code} {reply.Reason}"
            : !comment.Contains(NameOf(reply.Code), StringComparison.Ordinal) ? $"{reply.Code} is not the status of {reply.Reason}"
            : null;
    }

    private static ErrorReason Parse(string name) => Enum.Parse<ErrorReason>(name.Replace("_", ""), ignoreCase: true);

    private static string NameOf(StatusCode code) => WordStart().Replace(code.ToString(), "_").ToUpperInvariant();

    /// <summary>The errors that items of an answer carry.</summary>
    private static IEnumerable<string> ErrorsIn(IMessage message)
    {
        if (message is Google.Rpc.Status status)
        {
            return [status.ToString()];
        }

        return message.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.FieldType == FieldType.Message)
            .Select(field => field.Accessor.GetValue(message))
            .SelectMany(value => value is IEnumerable many and not IMessage ? many.OfType<IMessage>() : new[] { value }.OfType<IMessage>())
            .SelectMany(ErrorsIn);
    }

    [GeneratedRegex(@"(?<comment>(\s*//[^\n]*\n)+)\s*ERROR_REASON_(?<name>[A-Z_0-9]+) = \d+;")]
    private static partial Regex Documentation();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
