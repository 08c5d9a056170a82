using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// The beginning of an entry, encoded: who calls what, for whom, by which rights, and what was read. To make it anew for each call would
/// cost as much as all the rest of recording it.
/// </summary>
/// <param name="caller">Of the call that it was made for.</param>
/// <param name="entry">What it says.</param>
internal sealed class EntryHead(Caller caller, AccessEntry entry)
{
    private readonly MethodAccess _method = caller.Method;
    private readonly Domain.Partners.PartnerDirectory _partners = caller.State.Partners;
    private readonly string _purpose = caller.Purpose;
    private readonly ActingParty? _actingParty = caller.ActingParty;
    private readonly long _seq = caller.State.Seq;
    private readonly string _release = caller.ReleaseRead;
    private readonly byte[] _bytes = entry.ToByteArray();

    /// <summary>The encoding.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether a call on the same connection has the same beginning.</summary>
    public bool IsOf(Caller other) =>
        other.Method == (object)_method && other.State.Partners == (object)_partners && other.Purpose == _purpose
        && other.ActingParty == _actingParty && other.State.Seq == _seq && other.ReleaseRead == _release;
}
