using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseStore
{
    private const string ProposalColumns =
        """
        id, release_id as releaseid, body_hash as bodyhash, action, audience, reason, out_of_bounds as outofbounds,
        bounds_reason as boundsreason, agency, application, approved_by as approvedby, seq, created_at as createdat
        """;

    /// <summary>The proposal with an id, or null.</summary>
    public async Task<ProposalRow?> FindProposalAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindProposalAsync(connection, null, id, cancellation);
    }

    /// <summary>Writes a proposal unless its id is taken.</summary>
    /// <returns>The proposal that has the id now.</returns>
    public async Task<ProposalRow> ProposeAsync(ProposalRow proposal, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into release_proposals (
              id, release_id, body_hash, action, audience, reason, out_of_bounds, bounds_reason, agency, application, approved_by, seq,
              created_at)
            values (
              @Id, @ReleaseId, @BodyHash, @Action, @Audience, @Reason, @OutOfBounds, @BoundsReason, @Agency, @Application, '', 0,
              @CreatedAt)
            on conflict do nothing
            """,
            proposal,
            cancellationToken: cancellation));
        return (await FindProposalAsync(connection, null, proposal.Id, cancellation))!;
    }

    /// <summary>Published releases that are not effective yet though their day has come.</summary>
    public async Task<IReadOnlyList<string>> ListDueAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var ids = await connection.QueryAsync<string>(new CommandDefinition(
            """
            select id from releases where state = @published and effective_seq = 0 and effective_from <= @today
            order by effective_from, period, version
            """,
            new { published = (long)ReleaseState.Published, today = StoredDay.Of(today) },
            cancellationToken: cancellation));
        return [.. ids];
    }

    /// <summary>What an approval is judged by, read within its transaction.</summary>
    public static async Task<(ProposalRow Proposal, ReleaseRow Release, IReadOnlyList<ReleaseAudience> Audiences)> ReadForApprovalAsync(
        DbConnection connection, DbTransaction transaction, string proposalId)
    {
        var proposal = (await FindProposalAsync(connection, transaction, proposalId, default))!;
        var release = (await FindAsync(connection, transaction, proposal.ReleaseId, default))!;
        var audiences = await connection.QueryAsync<long>(
            "select audience from release_audiences where release_id = @Id order by audience", new { release.Id }, transaction);
        return (proposal, release, [.. audiences.Select(audience => (ReleaseAudience)audience)]);
    }

    /// <summary>Carries a proposal out, within the transaction of its entry.</summary>
    public static async Task ApproveAsync(
        DbConnection connection, DbTransaction transaction, ProposalRow proposal, string approvedBy, long seq)
    {
        await connection.ExecuteAsync(
            "update release_proposals set approved_by = @approvedBy, seq = @seq where id = @Id",
            new { approvedBy, seq, proposal.Id },
            transaction);
        await connection.ExecuteAsync(
            "update releases set state = @state where id = @ReleaseId",
            new { state = (long)(proposal.IsPublish ? ReleaseState.Published : ReleaseState.RolledBack), proposal.ReleaseId },
            transaction);
        if (proposal.IsPublish)
        {
            await connection.ExecuteAsync(
                "insert into release_audiences (release_id, audience, seq) values (@ReleaseId, @Audience, @seq)",
                new { proposal.ReleaseId, proposal.Audience, seq },
                transaction);
        }
    }

    /// <summary>Makes a published release effective, within the transaction of its entry.</summary>
    /// <returns>The release; null where it is effective already, or not published any more.</returns>
    public static async Task<ReleaseRow?> MakeEffectiveAsync(DbConnection connection, DbTransaction transaction, string releaseId, long seq)
    {
        var changed = await connection.ExecuteAsync(
            "update releases set effective_seq = @seq where id = @releaseId and state = @published and effective_seq = 0",
            new { seq, releaseId, published = (long)ReleaseState.Published },
            transaction);
        return changed == 1 ? await FindAsync(connection, transaction, releaseId, default) : null;
    }

    private static async Task<ProposalRow?> FindProposalAsync(
        DbConnection connection, DbTransaction? transaction, string id, CancellationToken cancellation) =>
        await connection.QuerySingleOrDefaultAsync<ProposalRow>(new CommandDefinition(
            $"select {ProposalColumns} from release_proposals where id = @id", new { id }, transaction, cancellationToken: cancellation));
}
