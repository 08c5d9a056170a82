using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseStore
{
    /// <summary>Every kabupaten that was declared complete, with its families, by code.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadCompleteAsync(string releaseId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<CompleteRow>(new CommandDefinition(
            "select kabupaten, families from release_kabupaten where release_id = @releaseId",
            new { releaseId },
            cancellationToken: cancellation));
        return rows.ToDictionary(row => row.Kabupaten, row => row.Families, StringComparer.Ordinal);
    }

    /// <summary>Notes that a kabupaten is complete. Twice is as once.</summary>
    public Task CompleteKabupatenAsync(string releaseId, string kabupaten, UploadContent content, CancellationToken cancellation) =>
        ExecuteAsync(
            """
            insert into release_kabupaten (release_id, kabupaten, families, digest)
            values (@releaseId, @kabupaten, @families, @digest) on conflict do nothing
            """,
            new { releaseId, kabupaten, families = content.Families, digest = content.Digest.ToArray() },
            cancellation);

    /// <summary>Takes back that a kabupaten is complete.</summary>
    public Task RestartKabupatenAsync(string releaseId, string kabupaten, CancellationToken cancellation) =>
        ExecuteAsync(
            "delete from release_kabupaten where release_id = @releaseId and kabupaten = @kabupaten",
            new { releaseId, kabupaten },
            cancellation);

    /// <summary>A checked release takes families again: what the check counted is void.</summary>
    /// <returns>Whether the release is open now.</returns>
    public async Task<bool> ReopenAsync(string releaseId, CancellationToken cancellation) =>
        await ExecuteAsync(
            "update releases set state = @open, families = 0, people = 0, set_aside = 0 where id = @releaseId and state in (@open, @check)",
            new { releaseId, open = (long)ReleaseState.Open, check = (long)ReleaseState.Checked },
            cancellation) == 1;

    /// <summary>An open release was checked.</summary>
    /// <returns>False where it was not open.</returns>
    public async Task<bool> MarkCheckedAsync(string releaseId, ReleaseManifest manifest, long setAside, CancellationToken cancellation) =>
        await ExecuteAsync(
            """
            update releases set state = @to, families = @families, people = @people, set_aside = @setAside
            where id = @releaseId and state = @from
            """,
            new
            {
                releaseId,
                families = manifest.Families,
                people = manifest.People,
                setAside,
                from = (long)ReleaseState.Open,
                to = (long)ReleaseState.Checked,
            },
            cancellation) == 1;

    /// <summary>A checked release was signed.</summary>
    /// <returns>False where it was not checked.</returns>
    public async Task<bool> MarkSealedAsync(string releaseId, CancellationToken cancellation) =>
        await ExecuteAsync(
            "update releases set state = @to where id = @releaseId and state = @from",
            new { releaseId, from = (long)ReleaseState.Checked, to = (long)ReleaseState.Sealed },
            cancellation) == 1;

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    private sealed record CompleteRow(string Kabupaten, long Families);
}
