using System.Data.Common;
using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Sql;
using Microsoft.Data.Sqlite;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Inserts the rows of events, each unless its id was there before, and says so at each.</summary>
internal static class EventInsert
{
    // Of 4 parameters each.
    private const int RowsAStatement = 200;

    private static readonly string OneRow = StatementOf(1);
    private static readonly string ManyRows = StatementOf(RowsAStatement);

    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="application">Who reports.</param>
    /// <param name="events">The events; of several under one id the first is inserted.</param>
    /// <param name="now">When they are recorded.</param>
    public static async Task RunAsync(
        DbConnection connection, DbTransaction transaction, Application application, List<PageEvent> events, long now)
    {
        if (connection is SqliteConnection sqlite)
        {
            // A statement costs no way to a server and back.
            Run(sqlite, application, events, now);
            return;
        }

        var firsts = new Dictionary<string, PageEvent>(events.Count, StringComparer.Ordinal);
        foreach (var each in events)
        {
            (each.IsKept, each.BodyBefore) = (false, null);
            firsts.TryAdd(each.Id, each);
        }

        // In one order everywhere, so that two nodes that are sent the same events never wait for each other in a circle.
        PageEvent[] sorted = [.. firsts.Values];
        Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Id, other.Id));
        foreach (var some in sorted.Chunk(RowsAStatement))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = (some.Length == RowsAStatement ? ManyRows : StatementOf(some.Length)) + " returning event_id";
            Add(command, "@a", application.Agency.Id);
            Add(command, "@p", application.Id);
            Add(command, "@t", now);
            for (var i = 0; i < some.Length; i++)
            {
                Add(command, $"@i{i}", some[i].Id);
                Add(command, $"@b{i}", some[i].Body);
                Add(command, $"@o{i}", OutcomeOf(some[i]));
                Add(command, $"@r{i}", (long)some[i].Reason);
            }

            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                firsts[reader.GetString(0)].IsKept = true;
            }
        }
    }

    private static void Run(SqliteConnection connection, Application application, List<PageEvent> events, long now)
    {
        using var statement = new SqliteStatement(connection, OneRow);
        statement.Bind(2, application.Agency.Id);
        statement.Bind(3, application.Id);
        statement.Bind(7, now);
        foreach (var each in events)
        {
            statement.Bind(1, each.Id);
            statement.Bind(4, each.Body);
            statement.Bind(5, OutcomeOf(each));
            statement.Bind(6, (long)each.Reason);
            each.IsKept = statement.Execute() > 0;
        }
    }

    private static long OutcomeOf(PageEvent each) =>
        (long)(each.Reason == EventReason.Unspecified ? EventOutcome.Accepted : EventOutcome.Held);

    private static string StatementOf(int rows) =>
        "insert into population_events (event_id, agency, application, body, outcome, reason, recorded_at) values "
        + string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(@i{i}, @a, @p, @b{i}, @o{i}, @r{i}, @t)"))
        + " on conflict (event_id, agency) do nothing";

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
