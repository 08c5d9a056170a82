using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.ChangeLogs;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// What nodes are told of releases: each change of the rows and the entries that say so are one transaction, and all such transactions
/// stand in one queue, that of the change log's counter.
/// </summary>
internal sealed class Publication(ChangeLog log, ReleaseStore store, TimeProvider time)
{
    /// <summary>Carries a proposal out. Repeated by the same application, it changes nothing and answers the same.</summary>
    /// <param name="proposalId">A proposal that exists.</param>
    /// <param name="application">Application that approves it, another than the one that made it.</param>
    /// <param name="cancellation">Gives up while the transaction has not begun.</param>
    public async Task<Approval> ApproveAsync(string proposalId, string application, CancellationToken cancellation)
    {
        var approval = default(Approval);
        await log.AppendAsync(
            async (connection, transaction) =>
            {
                var seq = await ChangeLogStatements.LockNextAsync(connection, transaction);
                var (proposal, release, audiences) = await ReleaseStore.ReadForApprovalAsync(connection, transaction, proposalId);
                if (proposal.ApprovedBy.Length > 0)
                {
                    approval = new Approval(
                        proposal.ApprovedBy == application, proposal.Seq, Math.Max(proposal.Seq, release.EffectiveSeq));
                    return [];
                }

                if (ReleaseRules.Judge(proposal.ReleaseAudience, release.JudgedState, audiences) != ReleaseRuling.Allowed)
                {
                    return [];
                }

                await ReleaseStore.ApproveAsync(connection, transaction, proposal, application, seq);
                var done = Entry(
                    proposal.IsPublish ? EntryKinds.ReleasePublished : EntryKinds.ReleaseRolledBack, release, proposal, application);
                NewEntry[] entries = proposal.IsPublish
                    && ReleaseRules.IsDue(release.EffectiveDay, Wib.Today(time))
                    && await ReleaseStore.MakeEffectiveAsync(connection, transaction, release.Id, seq + 1) is not null
                        ? [done, Entry(EntryKinds.ReleaseEffective, release)]
                        : [done];
                approval = new Approval(true, seq, seq + entries.Length - 1);
                return entries;
            },
            cancellation);
        return approval;
    }

    /// <summary>Makes every published release effective whose day has come.</summary>
    /// <returns>Names of the releases.</returns>
    public async Task<IReadOnlyList<string>> MakeDueEffectiveAsync(CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var id in await store.ListDueAsync(Wib.Today(time), cancellation))
        {
            await log.AppendAsync(
                async (connection, transaction) =>
                {
                    var seq = await ChangeLogStatements.LockNextAsync(connection, transaction);
                    if (await ReleaseStore.MakeEffectiveAsync(connection, transaction, id, seq) is not { } release)
                    {
                        return [];
                    }

                    names.Add(release.Name);
                    return [Entry(EntryKinds.ReleaseEffective, release)];
                },
                cancellation);
        }

        return names;
    }

    /// <summary>Ids of the releases to retire, oldest first.</summary>
    /// <param name="kept">How many effective releases are kept whole behind the one that is read.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<string>> ListToRetireAsync(int kept, CancellationToken cancellation) =>
        RetirementRules.ToRetire(await store.ListShownAsync(cancellation), kept);

    /// <summary>Retires a release, unless another node did, or it is not to be retired any more.</summary>
    /// <param name="id">The release.</param>
    /// <param name="history">SHA-256 of its history.</param>
    /// <param name="kept">How many effective releases are kept whole behind the one that is read.</param>
    /// <param name="cancellation">Gives up while the transaction has not begun.</param>
    /// <returns>Number of the entry; null where none was written.</returns>
    public async Task<long?> RetireAsync(string id, string history, int kept, CancellationToken cancellation)
    {
        long? retired = null;
        await log.AppendAsync(
            async (connection, transaction) =>
            {
                var seq = await ChangeLogStatements.LockNextAsync(connection, transaction);
                var shown = await ReleaseStore.ListShownAsync(connection, transaction, default);
                if (!RetirementRules.ToRetire(shown, kept).Contains(id))
                {
                    return [];
                }

                await ReleaseStore.RetireAsync(connection, transaction, id, seq);
                retired = seq;
                var release = shown.Single(one => one.Row.Id == id).Row;
                return [new NewEntry(EntryKinds.ReleaseRetired, (EntryOf(release) with { History = history }).ToPayload())];
            },
            cancellation);
        return retired;
    }

    private static NewEntry Entry(string kind, ReleaseRow release, ProposalRow? proposal = null, string? approvedBy = null) =>
        new(kind, EntryOf(release, proposal, approvedBy).ToPayload());

    private static ReleaseEntry EntryOf(ReleaseRow release, ProposalRow? proposal = null, string? approvedBy = null) => new(
        release.Id,
        release.Name,
        proposal?.ReleaseAudience,
        release.EffectiveDay,
        release.SnapshotSeq,
        proposal?.Application,
        approvedBy,
        proposal?.Reason ?? "",
        proposal?.OutOfBounds is { Length: > 0 } outside ? outside : null,
        proposal?.BoundsReason is { Length: > 0 } why ? why : null);
}
