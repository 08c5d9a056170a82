using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Nodes;
using Dtsen.Exchange.Server.Sql;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Which node has the families of a release on its disk, from the first upload until the release is in the store of artefacts. It keeps
/// them as long as it is not forgotten, restarts included; after that the next node that is asked begins anew, with nothing.
/// </summary>
internal sealed class ReleaseOwners(
    Database database, ReleaseUploads uploads, ReleaseFiles files, ExchangeOptions options, ILogger<ReleaseOwners> log)
{
    /// <summary>Makes sure that this node owns a release: it does, nobody does, or its owner is forgotten.</summary>
    /// <param name="releaseId">A release that is not in the store of artefacts.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Grpc.Core.RpcException">UPLOAD_ELSEWHERE, with the owner's address.</exception>
    public async Task RequireAsync(string releaseId, CancellationToken cancellation)
    {
        while (true)
        {
            var owner = await FindAsync(releaseId, cancellation);
            if (owner?.Node == options.NodeName)
            {
                return;
            }

            if (owner?.SeenAt is { } seenAt)
            {
                throw Elsewhere(owner, seenAt);
            }

            await TakeAsync(releaseId, owner?.Node, cancellation);
        }
    }

    private Grpc.Core.RpcException Elsewhere(Owner owner, long seenAt)
    {
        var node = new NodeRow(owner.Node, owner.Address ?? "", seenAt, owner.Stopped ?? 0, 0);
        return node.IsLive(options)
            ? Problems.UploadElsewhere(node.Name, node.Address)
            : Problems.UploadAway(node.Name);
    }

    /// <summary>With the release alone, so that nobody finds files of an upload that was given up.</summary>
    private async Task TakeAsync(string releaseId, string? before, CancellationToken cancellation)
    {
        using var alone = await uploads.TakeAsync(releaseId, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (before is null)
        {
            await connection.ExecuteAsync(
                "insert into release_owners (release_id, node) values (@releaseId, @node) on conflict do nothing",
                new { releaseId, node = options.NodeName });
            return;
        }

        await using var transaction = await Database.BeginAsync(connection, cancellation);
        if (await TryTakeOverAsync(connection, transaction, releaseId, before))
        {
            await Task.Run(() => files.Drop(releaseId), cancellation);
            await transaction.CommitAsync(cancellation);
            log.TakenOver(releaseId, before);
        }
    }

    private async Task<bool> TryTakeOverAsync(DbConnection connection, DbTransaction transaction, string releaseId, string before)
    {
        var taken = await connection.ExecuteAsync(
            """
            update release_owners set node = @node where release_id = @releaseId and node = @before
              and not exists (select 1 from nodes where name = @before)
            """,
            new { node = options.NodeName, releaseId, before },
            transaction);
        if (taken == 0)
        {
            return false;
        }

        await connection.ExecuteAsync("delete from release_kabupaten where release_id = @releaseId", new { releaseId }, transaction);
        await connection.ExecuteAsync(
            """
            update releases set state = @open, families = 0, people = 0, set_aside = 0
            where id = @releaseId and state in (@check, @sealed)
            """,
            new
            {
                releaseId,
                open = (long)ReleaseState.Open,
                check = (long)ReleaseState.Checked,
                @sealed = (long)ReleaseState.Sealed,
            },
            transaction);
        return true;
    }

    private async Task<Owner?> FindAsync(string releaseId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Owner>(new CommandDefinition(
            """
            select o.node, n.address, n.seen_at as seenat, n.stopped
            from release_owners o left join nodes n on n.name = o.node where o.release_id = @releaseId
            """,
            new { releaseId },
            cancellationToken: cancellation));
    }

    // Set from columns, so that those of a node that is forgotten may be null on every engine.
    private sealed class Owner
    {
        public string Node { get; set; } = "";

        public string? Address { get; set; }

        public long? SeenAt { get; set; }

        public long? Stopped { get; set; }
    }
}
