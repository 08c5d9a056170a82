using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Npgsql;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Subject;

/// <summary>The same in PostgreSQL: a row a subject, and an index over subject and entry from which alone the answer is read.</summary>
internal sealed class TableSide : IAsyncDisposable
{
    private readonly PostgreSqlSide _server;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _find;
    private readonly int _backend;

    private TableSide(PostgreSqlSide server)
    {
        _server = server;
        _connection = server.Connection;
        _backend = _connection.ProcessID;
        _find = new NpgsqlCommand("select entry from accesses where subject = $1 order by entry", _connection)
        {
            Parameters = { new NpgsqlParameter<long>() },
        };
    }

    /// <summary>Starts a server and fills the table.</summary>
    public static async Task<TableSide> StartAsync(BenchmarkRun run, Accesses accesses)
    {
        var clock = Stopwatch.StartNew();
        var side = new TableSide(await PostgreSqlSide.StartAsync());
        await side.FillAsync(accesses);
        await side._find.PrepareAsync();
        var seconds = clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        run.Say($"PostgreSQL {side._connection.PostgreSqlVersion} filled in {seconds} s.");
        return side;
    }

    public async Task<string> DescribeAsync() =>
        $"PostgreSQL: table {await _server.SizeAsync("accesses")}, index {await _server.SizeAsync("accesses_key")}.";

    public async Task<List<long>> FindAsync(ulong subject)
    {
        var entries = new List<long>();
        ((NpgsqlParameter<long>)_find.Parameters[0]).TypedValue = unchecked((long)subject);
        await using var reader = await _find.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            entries.Add(reader.GetInt64(0));
        }

        return entries;
    }

    /// <summary>Reads the whole index once, so that its pages are in memory.</summary>
    public Task WarmAsync() => _server.WarmAsync("accesses_key");

    /// <summary>Looks up for a while, one statement after the other. Only the backend's CPU counts, not that of this client.</summary>
    public async Task<Measurement> MeasureAsync(Accesses accesses, Random chance, TimeSpan duration)
    {
        var before = ProcessTime.Of(_backend);
        var clock = Stopwatch.StartNew();
        var lookups = 0L;
        while (clock.Elapsed < duration)
        {
            for (var i = 0; i < 100; i++)
            {
                await FindAsync(accesses.Draw(chance));
            }

            lookups += 100;
        }

        return new Measurement(lookups, clock.Elapsed, new Counters(ProcessTime.Of(_backend) - before, 0));
    }

    public async ValueTask DisposeAsync()
    {
        await _find.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task FillAsync(Accesses accesses)
    {
        await _server.ExecuteAsync("create table accesses (subject bigint not null, entry bigint not null)");
        await using (var copy = await _connection.BeginBinaryImportAsync("copy accesses from stdin (format binary)"))
        {
            var entry = 0L;
            foreach (var subjects in accesses.Entries())
            {
                foreach (var subject in subjects)
                {
                    copy.StartRow();
                    copy.Write(unchecked((long)subject), NpgsqlDbType.Bigint);
                    copy.Write(entry, NpgsqlDbType.Bigint);
                }

                entry++;
            }

            await copy.CompleteAsync();
        }

        await _server.ExecuteAsync("create index accesses_key on accesses (subject, entry)");
        // Sets the visibility map, without which the scan would go to the table for every row.
        await _server.ExecuteAsync("vacuum (analyze) accesses");
    }
}
