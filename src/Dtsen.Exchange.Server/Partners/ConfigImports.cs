using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Dtsen.Exchange.Server.ChangeLogs;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>
/// Brings accepted files into the change log, where the newest import counts on all nodes. A node imports what has changed since it last
/// did: one that still has the files of before, or is started with them, does not write them back.
/// </summary>
internal sealed class ConfigImports(ChangeLog log, ExchangeOptions options)
{
    /// <summary>Imports a whole set, if it is a change.</summary>
    /// <param name="kind">One of <see cref="EntryKinds"/>.</param>
    /// <param name="payload">The set.</param>
    /// <param name="cancellation">Gives up while the transaction has not begun.</param>
    public async Task<ImportOutcome> ImportAsync(string kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var outcome = ImportOutcome.InForce;
        var import = new { node = options.NodeName, kind, hash = Convert.ToHexStringLower(SHA256.HashData(payload.Span)) };
        await log.AppendAsync(
            async (connection, transaction) =>
            {
                // Nodes that import at the same time take turns.
                await ChangeLogStatements.LockNextAsync(connection, transaction);
                outcome = await JudgeAsync(connection, transaction, import.kind, import.hash, payload);
                await connection.ExecuteAsync(
                    """
                    insert into node_imports (node, kind, hash) values (@node, @kind, @hash)
                    on conflict (node, kind) do update set hash = excluded.hash
                    """,
                    import,
                    transaction);
                return outcome == ImportOutcome.Accepted ? [new NewEntry(kind, payload)] : [];
            },
            cancellation);
        return outcome;
    }

    private async Task<ImportOutcome> JudgeAsync(
        DbConnection connection, DbTransaction transaction, string kind, string hash, ReadOnlyMemory<byte> payload)
    {
        var latest = await connection.QueryFirstOrDefaultAsync<byte[]>(
            "select payload from change_log where kind = @kind order by seq desc limit 1", new { kind }, transaction);
        if (latest is not null && latest.AsSpan().SequenceEqual(payload.Span))
        {
            return ImportOutcome.InForce;
        }

        var last = await connection.QuerySingleOrDefaultAsync<string>(
            "select hash from node_imports where node = @node and kind = @kind", new { node = options.NodeName, kind }, transaction);

        // A node that never imported knows no change: what was in force once is taken for old.
        var isKnown = last is not null
            ? last == hash
            : await connection.ExecuteScalarAsync<long>(
                "select count(*) from change_log where kind = @kind and payload = @payload",
                new { kind, payload = payload.ToArray() },
                transaction) > 0;
        return isKnown ? ImportOutcome.Older : ImportOutcome.Accepted;
    }
}
