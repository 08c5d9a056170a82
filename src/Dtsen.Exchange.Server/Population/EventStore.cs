using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Sql;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Events in SQL: which were taken, which could not be, and the entry of the change log by which every node gets a page.</summary>
internal sealed class EventStore(ChangeLog log, Database database, TimeProvider time)
{
    // Of 4 parameters each.
    private const int RowsAStatement = 200;

    private static readonly Dictionary<int, string> Inserts = [];

    /// <summary>Keeps the events of a page, each unless it was kept before; all or none.</summary>
    /// <param name="agency">Agency that reports.</param>
    /// <param name="application">Application that reports.</param>
    /// <param name="events">The events, whose ids differ.</param>
    /// <param name="cancellation">Gives up while the transaction has not begun.</param>
    /// <returns>Rows of those that were there, each with the hash of what was kept; and the entry at which all are in force.</returns>
    /// <exception cref="CommitUnknownException">The commit was not confirmed.</exception>
    /// <exception cref="DbException">Nothing was kept.</exception>
    public async Task<(IReadOnlyDictionary<int, long> Before, long Seq)> KeepAsync(
        string agency, string application, IReadOnlyList<JudgedEvent> events, CancellationToken cancellation)
    {
        var before = new Dictionary<int, long>();
        var head = 0L;
        var appended = await log.AppendAsync(
            async (connection, transaction) =>
            {
                // In one order everywhere, so that two nodes that are sent the same events never wait for each other in a circle.
                var sorted = events.OrderBy(judged => judged.Event.EventId, StringComparer.Ordinal).ToList();
                var now = time.GetUtcNow().ToUtcMicroseconds();
                var kept = await InsertAsync(connection, transaction, agency, application, sorted, now);
                await FindAsync(connection, transaction, agency, events.Where(judged => !kept.Contains(judged.Event.EventId)), before);
                var page = new ReportEventsRequest();
                foreach (var judged in events.Where(judged => kept.Contains(judged.Event.EventId)))
                {
                    page.Events.Add(judged.Event);
                    if (judged.Reason != EventReason.Unspecified)
                    {
                        await InsertFindingAsync(connection, transaction, agency, judged, now);
                    }
                }

                // What was kept before may have come by another node, whose entry this one has not applied yet.
                head = before.Count == 0 ? 0 : await connection.ExecuteScalarAsync<long>(
                    "select value from counters where name = 'change_log'", transaction: transaction);
                return page.Events.Count == 0 ? [] : [new NewEntry(EntryKinds.PopulationEvents, page.ToByteArray())];
            },
            cancellation);
        return (before, Math.Max(head, appended.LastSeq));
    }

    /// <summary>Hashes of those of the events that were kept, by row.</summary>
    public async Task<IReadOnlyDictionary<int, long>> FindAsync(
        string agency, IReadOnlyList<JudgedEvent> events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var before = new Dictionary<int, long>();
        await FindAsync(connection, null, agency, events, before);
        return before;
    }

    private async Task<HashSet<string>> InsertAsync(
        DbConnection connection, DbTransaction transaction, string agency, string application, List<JudgedEvent> events, long now)
    {
        // On SQLite a statement costs no way to a server and back, and each of many parameters is looked for among all.
        var size = database.Engine == Engine.Sqlite ? 1 : RowsAStatement;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < events.Count;)
        {
            var count = Math.Min(size, events.Count - start);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = InsertOf(count);
            Add(command, "@a", agency);
            Add(command, "@p", application);
            Add(command, "@t", now);
            var cells = Enumerable.Range(0, count).Select(i => (
                Id: Add(command, $"@i{i}", ""), Body: Add(command, $"@b{i}", 0L), Outcome: Add(command, $"@o{i}", 0L),
                Reason: Add(command, $"@r{i}", 0L))).ToList();
            for (; start + count <= events.Count; start += count)
            {
                for (var i = 0; i < count; i++)
                {
                    var judged = events[start + i];
                    cells[i].Id.Value = judged.Event.EventId;
                    cells[i].Body.Value = judged.Body;
                    cells[i].Outcome.Value =
                        (long)(judged.Reason == EventReason.Unspecified ? EventOutcome.Accepted : EventOutcome.Held);
                    cells[i].Reason.Value = (long)judged.Reason;
                }

                if (count == 1)
                {
                    if (await command.ExecuteNonQueryAsync() > 0)
                    {
                        kept.Add(events[start].Event.EventId);
                    }

                    continue;
                }

                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    kept.Add(reader.GetString(0));
                }
            }
        }

        return kept;
    }

    private static string InsertOf(int rows)
    {
        lock (Inserts)
        {
            return Inserts.TryGetValue(rows, out var sql) ? sql : Inserts[rows] =
                "insert into population_events (event_id, agency, application, body, outcome, reason, recorded_at) values "
                + string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(@i{i}, @a, @p, @b{i}, @o{i}, @r{i}, @t)"))
                + " on conflict (event_id, agency) do nothing" + (rows == 1 ? "" : " returning event_id");
        }
    }

    private static DbParameter Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task FindAsync(
        DbConnection connection, DbTransaction? transaction, string agency, IEnumerable<JudgedEvent> events, Dictionary<int, long> found)
    {
        foreach (var some in events.Chunk(RowsAStatement))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "select event_id, body from population_events where agency = @a and event_id in ("
                + string.Join(", ", Enumerable.Range(0, some.Length).Select(i => $"@i{i}")) + ")";
            Add(command, "@a", agency);
            for (var i = 0; i < some.Length; i++)
            {
                Add(command, $"@i{i}", some[i].Event.EventId);
            }

            var bodies = new Dictionary<string, long>(StringComparer.Ordinal);
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    bodies[reader.GetString(0)] = reader.GetInt64(1);
                }
            }

            foreach (var judged in some)
            {
                if (bodies.TryGetValue(judged.Event.EventId, out var body))
                {
                    found[judged.Row] = body;
                }
            }
        }
    }

    private static Task<int> InsertFindingAsync(
        DbConnection connection, DbTransaction transaction, string agency, JudgedEvent judged, long now) => connection.ExecuteAsync(
        """
        insert into population_findings (event_id, agency, reason, event, recorded_at) values (@eventId, @agency, @reason, @body, @now)
        """,
        new { eventId = judged.Event.EventId, agency, reason = (long)judged.Reason, body = judged.Event.ToByteArray(), now },
        transaction);
}
