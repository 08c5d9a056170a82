using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>What the log says of a call.</summary>
internal static class Entries
{
    private const string Prefix = "/dtsen.";

    /// <summary>The entry of a call that was admitted.</summary>
    public static AccessEntry Of(Admission admission, Caller caller, DateTimeOffset now)
    {
        var entry = new AccessEntry
        {
            RecordTime = now.ToTimestamp(),
            Application = caller.Application.Id,
            CertificateSerial = admission.Identity.Serial,
            Method = NameOf(caller.Method.FullName),
            ActingFor = TextOf(caller.ActingParty),
            EndUser = caller.EndUser is { } user ? $"{user.Role}:{user.Id}" : "",
            Purpose = caller.Purpose,
            Reference = caller.Reference,
            AgreementsVersion = caller.State.Partners.Version,
            Seq = caller.State.Seq,
            Release = caller.ReleaseRead,
            Asked = caller.Tally.Asked,
            Found = caller.Tally.Found,
            Missed = caller.Tally.Missed,
            Refused = caller.Tally.Refused,
        };
        entry.Wilayah.AddRange(caller.Wilayah.Codes);
        entry.Variables.AddRange(caller.Mask.GrantedIn(caller.Method.Descriptor.OutputType));
        entry.Variables.AddRange(caller.FurtherVariables);
        return entry;
    }

    /// <summary>The entry of a call that was refused before anybody knew who calls.</summary>
    public static AccessEntry OfRefused(ConnectionIdentity? identity, string method, DateTimeOffset now) => new()
    {
        RecordTime = now.ToTimestamp(),
        Application = identity?.ApplicationId ?? "",
        CertificateSerial = identity?.Serial ?? ByteString.Empty,
        Method = NameOf(method),
    };

    /// <summary>Says how the call ended.</summary>
    public static AccessEntry Ended(this AccessEntry entry, RpcException refusal)
    {
        entry.Status = (int)refusal.StatusCode;
        entry.Reason = Problem.ReasonOf(refusal);
        return entry;
    }

    /// <summary>Says which part of a stream it is.</summary>
    public static AccessEntry As(this AccessEntry entry, StreamPart part)
    {
        entry.StreamPart = part;
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
