using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// What the log says of a call: a head, which is the same for call after call (<see cref="EntryHead"/>), and the rest. Encoded one after
/// the other they are one message.
/// </summary>
internal static class Entries
{
    private const string Prefix = "/dtsen.";

    [ThreadStatic]
    private static AccessEntry? _rest;

    /// <summary>What a call of a connection has in common with the next one by the same rights.</summary>
    public static EntryHead HeadOf(Admission admission, Caller caller)
    {
        var head = admission.Identity.EntryHead;
        return head?.IsOf(caller) == true ? head : admission.Identity.EntryHead = new EntryHead(caller, Head(admission, caller));
    }

    /// <summary>The rest of the entry of a call that was admitted. It is the thread's own, and good until the next.</summary>
    public static AccessEntry RestOf(Caller caller, DateTimeOffset now, StreamPart part, RpcException? refusal)
    {
        var entry = _rest ??= new AccessEntry { RecordTime = new Timestamp() };
        var sinceEpoch = now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        entry.RecordTime.Seconds = sinceEpoch / TimeSpan.TicksPerSecond;
        entry.RecordTime.Nanos = (int)(sinceEpoch % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        entry.EndUser = caller.EndUser is { } user ? $"{user.Role}:{user.Id}" : "";
        entry.Reference = caller.Reference;
        entry.Variables.Clear();
        entry.Variables.AddRange(caller.FurtherVariables);
        entry.Asked = caller.Tally.Asked;
        entry.Found = caller.Tally.Found;
        entry.Missed = caller.Tally.Missed;
        entry.Refused = caller.Tally.Refused;
        entry.StreamPart = part;
        entry.Status = refusal is null ? 0 : (int)refusal.StatusCode;
        entry.Reason = refusal is null ? ErrorReason.Unspecified : Problem.ReasonOf(refusal);
        return entry;
    }

    /// <summary>The whole entry of a call that was refused before anybody knew who calls.</summary>
    public static AccessEntry OfRefused(ConnectionIdentity? identity, string method, DateTimeOffset now, RpcException refusal) => new()
    {
        RecordTime = now.ToTimestamp(),
        Application = identity?.ApplicationId ?? "",
        CertificateSerial = identity?.Serial ?? ByteString.Empty,
        Method = NameOf(method),
        Status = (int)refusal.StatusCode,
        Reason = Problem.ReasonOf(refusal),
    };

    private static AccessEntry Head(Admission admission, Caller caller)
    {
        var entry = new AccessEntry
        {
            Application = caller.Application.Id,
            CertificateSerial = admission.Identity.Serial,
            Method = NameOf(caller.Method.FullName),
            ActingFor = TextOf(caller.ActingParty),
            Purpose = caller.Purpose,
            AgreementsVersion = caller.State.Partners.Version,
            Seq = caller.State.Seq,
            Release = caller.ReleaseRead,
        };
        entry.Wilayah.AddRange(caller.Wilayah.Codes);
        entry.Variables.AddRange(caller.Mask.GrantedIn(caller.Method.Descriptor.OutputType));
        return entry;
    }

    private static string NameOf(string method) => method.StartsWith(Prefix, StringComparison.Ordinal) ? method[Prefix.Length..] : method;

    private static string TextOf(ActingParty? party) => party switch
    {
        null => "",
        { Agency: { } agency } => "agency:" + agency.Id,
        _ => "wilayah:" + party.Wilayah,
    };
}
