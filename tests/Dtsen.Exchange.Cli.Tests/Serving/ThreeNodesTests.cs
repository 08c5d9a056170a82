using System.Globalization;
using System.Text.Json;
using Dapper;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Server.Tests;
using Dtsen.Exchange.Server.Tests.Sql;
using Npgsql;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>
/// Three nodes of which each is killed in turn, while releases are published and taken back: whatever is answered is right, of one release,
/// and never older than what the same client has seen.
/// </summary>
public class ThreeNodesTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("DTSEN_LONG") == "1";

    [Fact(Timeout = 3_600_000)]
    public async Task Nodes_that_are_killed_in_turn_answer_nothing_wrong_nothing_mixed_and_nothing_older()
    {
        if (PostgreSqlPrograms.Find() is not { } programs)
        {
            Needed.Missing("PostgreSQL's server programs are missing; on Debian: apt-get install postgresql-15.");
            return;
        }

        await using var postgreSql = await PostgreSqlProcess.StartAsync(programs);
        await RunAsync(postgreSql.Connection.ConnectionString, worker: null);
    }

    [Fact(Timeout = 3_600_000)]
    public async Task On_a_Citus_cluster_a_worker_may_be_killed_too()
    {
        if (Environment.GetEnvironmentVariable("DTSEN_CITUS_TO_KILL") is not { Length: > 0 } coordinator)
        {
            Assert.Skip("DTSEN_CITUS_TO_KILL names no Citus coordinator, of a cluster that nobody else uses meanwhile.");
            return;
        }

        await using var schema = await CitusSchema.NewAsync(coordinator);
        await RunAsync(schema.Connection, await CitusWorker.FindAsync(schema.Connection));
    }

    private static async Task RunAsync(string database, CitusWorker? worker)
    {
        var random = new Random(23);

        // A database that is away for a moment makes a call fail inside; a node that dies never does.
        Func<ExchangeError, bool> isPassing = error => worker is not null && error.ReasonName == "INTERNAL";
        await using var nodes = await ThreeNodes.StartAsync(database);
        await using var publisher = new Publisher(nodes, isPassing);
        await publisher.PublishNextAsync();
        await using var readers = new Readers(nodes);
        var killing = KillAsync(nodes, worker, random);
        do
        {
            await publisher.PublishNextAsync();
            readers.ThrowIfWrong();
        }
        while (!killing.IsCompleted || publisher.Versions < 3);

        await killing;
        await readers.StopAsync();

        var published = await PublishedAsync(database);
        Assert.All(readers.Seen, seen => Assert.Equal(EffectiveAt(published, seen.Seq), seen.Release));
        Assert.True(readers.Seen.Select(seen => seen.Release).Distinct().Count() > 1, "One release alone was seen.");
        Assert.Equal(ThreeNodes.Count, readers.Nodes.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{readers.Answers} answers at {readers.Seen.Count} states, {publisher.Versions} versions published.");
    }

    /// <summary>Kills each node in turn and starts it again; and with each third a worker of the database.</summary>
    private static async Task KillAsync(ThreeNodes nodes, CitusWorker? worker, Random random)
    {
        var rounds = IsLong ? 30 : ThreeNodes.Count;
        for (var round = 0; round < rounds; round++)
        {
            await Task.Delay(random.Next(100, 1000));
            await nodes.KillAsync(round % ThreeNodes.Count);
            var withWorker = worker is not null && round % ThreeNodes.Count == 1;
            if (withWorker)
            {
                worker!.Kill();
            }

            await Task.Delay(random.Next(0, 1000));
            if (withWorker)
            {
                await worker!.StartAsync();
            }

            await nodes.StartAsync(round % ThreeNodes.Count);
        }
    }

    /// <summary>What the change log says of releases, read without the exchange.</summary>
    private static async Task<List<(long Seq, string Kind, string Name)>> PublishedAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        var rows = await connection.QueryAsync<(long Seq, string Kind, byte[] Payload)>(
            "select seq, kind, payload from change_log where kind like 'release.%' order by seq");
        return [.. rows.Select(row => (row.Seq, row.Kind, JsonDocument.Parse(row.Payload).RootElement.GetProperty("name").GetString()!))];
    }

    /// <summary>The release that programmes read at an entry: the newest that is effective and not taken back.</summary>
    private static string EffectiveAt(List<(long Seq, string Kind, string Name)> entries, long seq)
    {
        var effective = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, kind, name) in entries.Where(entry => entry.Seq <= seq))
        {
            switch (kind)
            {
                case "release.effective":
                    effective.Add(name);
                    break;
                case "release.rolled-back":
                    effective.Remove(name);
                    break;
            }
        }

        return effective.MaxBy(name => int.Parse(name[(name.LastIndexOf('v') + 1)..], CultureInfo.InvariantCulture)) ?? "";
    }
}
