using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>The statements that end every transaction of the change log.</summary>
internal static class ChangeLogStatements
{
    private const int RowsAStatement = 256;

    /// <summary>
    /// Draws the numbers and writes the entries. From the first statement to COMMIT the row of the counter is locked, which is what makes
    /// the order of numbers the order of commits; so nothing may come after this but COMMIT.
    /// </summary>
    /// <returns>The first number; 0 without entries.</returns>
    public static async Task<long> AppendAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<NewEntry> entries, DateTimeOffset now)
    {
        if (entries.Count == 0)
        {
            // PostgreSQL answers COMMIT of a failed transaction with a rollback and without an error; any statement before it does fail.
            await connection.ExecuteScalarAsync<long>("select 1", transaction: transaction);
            return 0;
        }

        var last = await connection.QuerySingleAsync<long>(
            "update counters set value = value + @n where name = 'change_log' returning value",
            new { n = (long)entries.Count },
            transaction);
        var first = last - entries.Count + 1;
        for (var start = 0; start < entries.Count; start += RowsAStatement)
            await InsertAsync(connection, transaction, entries, start, first, now);
        return first;
    }

    /// <summary>
    /// The number that the first entry of this transaction will get, for work that stores it beside its rows. The counter is locked from
    /// here to COMMIT, so this is for what happens seldom.
    /// </summary>
    public static async Task<long> LockNextAsync(DbConnection connection, DbTransaction transaction) =>
        1 + await connection.QuerySingleAsync<long>(
            "update counters set value = value where name = 'change_log' returning value", transaction: transaction);

    private static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<NewEntry> entries,
        int start,
        long first,
        DateTimeOffset now)
    {
        var sql = new StringBuilder("insert into change_log (seq, kind, payload, recorded_at) values ");
        var parameters = new DynamicParameters();
        parameters.Add("t", now.ToUtcMicroseconds());
        var end = Math.Min(start + RowsAStatement, entries.Count);
        for (var i = start; i < end; i++)
        {
            sql.Append(i == start ? "" : ", ").Append(FormattableString.Invariant($"(@s{i}, @k{i}, @p{i}, @t)"));
            parameters.Add(FormattableString.Invariant($"s{i}"), first + i);
            parameters.Add(FormattableString.Invariant($"k{i}"), entries[i].Kind);
            parameters.Add(FormattableString.Invariant($"p{i}"), ToArray(entries[i].Payload));
        }

        await connection.ExecuteAsync(sql.ToString(), parameters, transaction);
    }

    private static byte[] ToArray(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : payload.ToArray();
}
