using System.Data.Common;
using Dapper;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Sql;
using Npgsql;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Events in SQL: which were taken, which could not be, and the entry of the change log by which every node gets them.</summary>
internal sealed class EventStore(ChangeLog log, Database database, TimeProvider time)
{
    private const int RowsAStatement = 200;

    /// <summary>Keeps events, each unless it was kept before, and says so at each; all or none.</summary>
    /// <param name="application">Application that reports.</param>
    /// <param name="events">The events, which were judged; of several under one id the first is kept.</param>
    /// <returns>The entry at which all are in force.</returns>
    /// <exception cref="CommitUnknownException">The commit was not confirmed.</exception>
    /// <exception cref="DbException">Nothing was kept.</exception>
    public async Task<long> KeepAsync(Application application, List<PageEvent> events)
    {
        try
        {
            return await TryKeepAsync(application, events);
        }
        catch (PostgresException circle) when (circle.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            // Over several shards rows are not locked in one order: where another node took the same events, this one was rolled back.
            return await TryKeepAsync(application, events);
        }
    }

    /// <summary>Says at each event which was kept under its id before.</summary>
    public async Task FindAsync(Application application, IReadOnlyList<PageEvent> events)
    {
        await using var connection = await database.OpenConnectionAsync();
        await FindAsync(connection, null, application, events);
    }

    private async Task<long> TryKeepAsync(Application application, List<PageEvent> events)
    {
        var head = 0L;
        var appended = await log.AppendAsync(async (connection, transaction) =>
        {
            var now = time.GetUtcNow().ToUtcMicroseconds();
            await EventInsert.RunAsync(connection, transaction, application, events, now);
            var kept = events.FindAll(each => each.IsKept);
            if (kept.Count < events.Count)
            {
                var bodies = kept.ToDictionary(each => each.Id, each => each.Body, StringComparer.Ordinal);
                var others = events.FindAll(each => !each.IsKept);
                await FindAsync(connection, transaction, application, others.Where(each => !bodies.ContainsKey(each.Id)));
                foreach (var each in others.Where(each => bodies.ContainsKey(each.Id)))
                {
                    each.BodyBefore = bodies[each.Id];
                }

                // What was kept before may have come by another node, whose entry this one has not applied yet.
                head = await connection.ExecuteScalarAsync<long>(
                    "select value from counters where name = 'change_log'", transaction: transaction);
            }

            await InsertFindingsAsync(
                connection, transaction, application, kept.Where(each => each.Reason != EventReason.Unspecified), now);
            return kept.Count == 0 ? [] : [EntryOf(kept)];
        });
        return Math.Max(head, appended.LastSeq);
    }

    /// <summary>The entry: a ReportEventsRequest of the events.</summary>
    private static NewEntry EntryOf(List<PageEvent> kept)
    {
        var payload = new byte[kept.Sum(each => each.Entry.Length)];
        var at = 0;
        foreach (var each in kept)
        {
            each.Entry.CopyTo(payload.AsMemory(at));
            at += each.Entry.Length;
        }

        return new NewEntry(EntryKinds.PopulationEvents, payload, kept.ConvertAll(each => each.Reported));
    }

    private static async Task FindAsync(
        DbConnection connection, DbTransaction? transaction, Application application, IEnumerable<PageEvent> events)
    {
        foreach (var some in events.Chunk(RowsAStatement))
        {
            var parameters = new DynamicParameters();
            parameters.Add("a", application.Agency.Id);
            for (var i = 0; i < some.Length; i++)
            {
                parameters.Add($"i{i}", some[i].Id);
            }

            var rows = await connection.QueryAsync<(string Id, long Body)>(
                "select event_id, body from population_events where agency = @a and event_id in ("
                + string.Join(", ", Enumerable.Range(0, some.Length).Select(i => $"@i{i}")) + ")",
                parameters, transaction);
            var bodies = rows.ToDictionary(row => row.Id, row => row.Body, StringComparer.Ordinal);
            foreach (var each in some)
            {
                each.BodyBefore = bodies.TryGetValue(each.Id, out var body) ? body : null;
            }
        }
    }

    private static async Task InsertFindingsAsync(
        DbConnection connection, DbTransaction transaction, Application application, IEnumerable<PageEvent> held, long now)
    {
        foreach (var some in held.Chunk(RowsAStatement))
        {
            var parameters = new DynamicParameters();
            parameters.Add("a", application.Agency.Id);
            parameters.Add("t", now);
            for (var i = 0; i < some.Length; i++)
            {
                parameters.Add($"i{i}", some[i].Id);
                parameters.Add($"r{i}", (long)some[i].Reason);
                parameters.Add($"e{i}", some[i].Sent.ToArray());
            }

            await connection.ExecuteAsync(
                "insert into population_findings (event_id, agency, reason, event, recorded_at) values "
                + string.Join(", ", Enumerable.Range(0, some.Length).Select(i => $"(@i{i}, @a, @r{i}, @e{i}, @t)")),
                parameters, transaction);
        }
    }
}
