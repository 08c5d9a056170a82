using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>The log of this node as its users see it. Everything is read as it stands at the call.</summary>
internal sealed partial class AccessLogService(AccessRecorder recorder, EndUserSecrets secrets)
    : Contracts.AccessLog.V1.AccessLogService.AccessLogServiceBase
{
    private const string ReadScope = "accesslog.read";

    private RecordedEntry Read(LogLeaf leaf) => new()
    {
        Receipt = recorder.ReceiptOf(leaf.Index),
        Entry = AccessEntry.Parser.ParseFrom(leaf.Content.Span),
    };

    /// <summary>Whether a caller may see an entry: an auditor every one, an application its own.</summary>
    private static bool MaySee(Caller caller, AccessEntry entry) =>
        caller.Agreement.Scopes.Contains(ReadScope) || entry.Application == caller.Application.Id;

    /// <summary>The size that a request names; 0 stands for that of now.</summary>
    private long SizeOf(long asked, string field)
    {
        var size = recorder.Log.Size;
        return asked == 0 ? size : asked > 0 && asked <= size ? asked : throw Problems.EntryNotFound(field);
    }

    private void RequireOwn(Caller caller, Domain.Nik nik)
    {
        if (caller.Agreement.EndUser == EndUserRule.Citizen
            && !new CitizenHash(secrets.SecretOf(caller.Application.Id), caller.EndUser!.Id).IsOf(nik))
        {
            throw Problems.NotOwnSubject();
        }
    }
}
