using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Server.ChangeLogs;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>
/// Suspensions in SQL. A request's row and the entry that tells every node of it are one transaction, and all such transactions stand in
/// one queue, that of the change log's counter.
/// </summary>
internal sealed class SuspensionStore(ChangeLog log)
{
    private const string Columns =
        "id, body_hash as bodyhash, action, kind, subject, reason, application, created_at as createdat, seq, is_change as ischange";

    /// <summary>
    /// Carries a request out. Repeated, it changes nothing and answers the same; nor does one change anything that finds the subject
    /// suspended already, or has nothing to resume.
    /// </summary>
    /// <param name="asked">The request, without what becomes of it.</param>
    /// <param name="cancellation">Gives up while the transaction has not begun.</param>
    /// <returns>
    /// The request as it stands, which is another's where its id was used before, and the request whose entry it is answered by; null where
    /// there was nothing to resume.
    /// </returns>
    /// <exception cref="CommitUnknownException">The commit was not confirmed.</exception>
    public async Task<(SuspensionRow Request, SuspensionRow? By)> CarryOutAsync(SuspensionRow asked, CancellationToken cancellation)
    {
        (SuspensionRow Request, SuspensionRow? By) outcome = default;
        await log.AppendAsync(
            async (connection, transaction) =>
            {
                var seq = await ChangeLogStatements.LockNextAsync(connection, transaction);
                if (await FindAsync(connection, transaction, "id = @Id", asked) is { } before)
                {
                    outcome = (before, await FindAsync(connection, transaction, "seq = @Seq and is_change = 1", before));
                    return [];
                }

                var last = await FindAsync(connection, transaction, "kind = @Kind and subject = @Subject and is_change = 1", asked);
                var standing = last is { Action: SuspensionRow.Suspend } ? last : null;
                var isChange = asked.Action == SuspensionRow.Suspend ? standing is null : standing is not null;
                var made = asked with { Seq = isChange ? seq : standing?.Seq ?? 0, IsChange = isChange ? 1 : 0 };
                await InsertAsync(connection, transaction, made);
                outcome = (made, isChange ? made : standing);
                return isChange ? [new NewEntry(EntryKinds.Suspension, made.ToEntry().ToPayload())] : [];
            },
            cancellation);
        return outcome;
    }

    private static Task<SuspensionRow?> FindAsync(
        DbConnection connection, DbTransaction transaction, string condition, SuspensionRow parameters) =>
        connection.QueryFirstOrDefaultAsync<SuspensionRow>(
            $"select {Columns} from suspension_requests where {condition} order by seq desc limit 1", parameters, transaction);

    private static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, SuspensionRow row) => connection.ExecuteAsync(
        """
        insert into suspension_requests (id, body_hash, action, kind, subject, reason, application, created_at, seq, is_change)
        values (@Id, @BodyHash, @Action, @Kind, @Subject, @Reason, @Application, @CreatedAt, @Seq, @IsChange)
        """,
        row,
        transaction);
}
