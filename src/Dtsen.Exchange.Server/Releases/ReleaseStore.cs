using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Releases in SQL. Every change names the state that it starts from, so that of two that race one wins and the other changes nothing.
/// </summary>
internal sealed partial class ReleaseStore(Database database)
{
    private const string Columns =
        """
        id, agency, body_hash as bodyhash, period, version, snapshot_id as snapshotid, snapshot_seq as snapshotseq,
        variables_version as variablesversion, effective_from as effectivefrom, state, families, people, set_aside as setaside,
        effective_seq as effectiveseq, created_at as createdat, base_id as baseid, amendment_reason as amendmentreason,
        bast_reference as bastreference, retired_seq as retiredseq
        """;

    /// <summary>
    /// Writes a release unless its id, or its period and version, are taken. The <c>snapshot_seq</c> of a full one becomes the head of the
    /// change log; an amendment has that of its base.
    /// </summary>
    /// <returns>The release that has the id now; null where another has the period and version.</returns>
    public async Task<ReleaseRow?> BeginAsync(ReleaseRow release, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into releases (
              id, agency, body_hash, period, version, snapshot_id, snapshot_seq, variables_version, effective_from,
              state, families, people, set_aside, effective_seq, created_at, base_id, amendment_reason, bast_reference)
            values (
              @Id, @Agency, @BodyHash, @Period, @Version, @SnapshotId,
              case when @BaseId = '' then (select value from counters where name = 'change_log') else @SnapshotSeq end,
              @VariablesVersion, @EffectiveFrom, @State, 0, 0, 0, 0, @CreatedAt, @BaseId, @AmendmentReason, @BastReference)
            on conflict do nothing
            """,
            release,
            cancellationToken: cancellation));
        return await FindAsync(connection, null, release.Id, cancellation);
    }

    /// <summary>The release with an id, or null.</summary>
    public async Task<ReleaseRow?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, null, id, cancellation);
    }

    /// <summary>The release with an id, who sees it and what was proposed for it; null where there is none.</summary>
    public async Task<StoredRelease?> ReadAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, null, id, cancellation) is { } row
            ? (await CompleteAsync(connection, [row], cancellation))[0]
            : null;
    }

    /// <summary>Releases from the newest on: all of an agency, and of the others those that are published to an audience.</summary>
    /// <param name="agency">Agency that sees all of its own.</param>
    /// <param name="audience">Audience to which it belongs.</param>
    /// <param name="before">Release behind which the list begins; null: with the newest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<StoredRelease>> ListAsync(
        string agency, ReleaseAudience audience, ReleaseVersion? before, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);

        // A later audience includes the one before, so the number of the caller's is the lowest that it sees.
        var rows = await connection.QueryAsync<ReleaseRow>(new CommandDefinition(
            $"""
            select {Columns} from releases
            where (agency = @agency
                or (state = @published and exists (
                    select 1 from release_audiences a where a.release_id = releases.id and a.audience >= @audience)))
              and (period < @period or (period = @period and version < @version))
            order by period desc, version desc limit @limit
            """,
            new
            {
                agency,
                published = (long)ReleaseState.Published,
                audience = (long)audience,
                period = before?.Period.ToString() ?? "9999-T9",
                version = (long)(before?.Version ?? 0),
                limit,
            },
            cancellationToken: cancellation));
        return await CompleteAsync(connection, [.. rows], cancellation);
    }

    private static async Task<ReleaseRow?> FindAsync(
        DbConnection connection, DbTransaction? transaction, string id, CancellationToken cancellation) =>
        await connection.QuerySingleOrDefaultAsync<ReleaseRow>(new CommandDefinition(
            $"select {Columns} from releases where id = @id", new { id }, transaction, cancellationToken: cancellation));

    private static async Task<IReadOnlyList<StoredRelease>> CompleteAsync(
        DbConnection connection, IReadOnlyList<ReleaseRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        // Written out: what a list as one parameter means differs between the engines.
        var ids = new DynamicParameters();
        for (var i = 0; i < rows.Count; i++)
        {
            ids.Add(FormattableString.Invariant($"r{i}"), rows[i].Id);
        }

        var names = string.Join(", ", ids.ParameterNames.Select(name => "@" + name));
        var audiences = (await connection.QueryAsync<AudienceRow>(new CommandDefinition(
                $"select release_id as releaseid, audience from release_audiences where release_id in ({names}) order by audience",
                ids,
                cancellationToken: cancellation)))
            .ToLookup(row => row.ReleaseId, row => (ReleaseAudience)row.Audience, StringComparer.Ordinal);
        var proposals = (await connection.QueryAsync<ProposalRow>(new CommandDefinition(
                $"""
                select {ProposalColumns} from release_proposals
                where release_id in ({names}) and approved_by = '' order by created_at, id
                """,
                ids,
                cancellationToken: cancellation)))
            .ToLookup(row => row.ReleaseId, StringComparer.Ordinal);
        return [.. rows.Select(row => new StoredRelease(row, [.. audiences[row.Id]], [.. proposals[row.Id]]))];
    }

    private sealed record AudienceRow(string ReleaseId, long Audience);
}
