using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Server.Tests.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Dtsen.Exchange.Benchmarks.Subject;

/// <summary>The same in PostgreSQL: a row a subject, and an index over subject and entry from which alone the answer is read.</summary>
internal sealed class TableSide : IAsyncDisposable
{
    private const string Settings = """
        shared_buffers = 6GB
        maintenance_work_mem = 2GB
        max_wal_size = 16GB
        wal_level = minimal
        max_wal_senders = 0
        autovacuum = off
        jit = off
        """;

    private readonly PostgreSqlProcess _server;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _find;
    private readonly int _backend;

    private TableSide(PostgreSqlProcess server, NpgsqlConnection connection)
    {
        _server = server;
        _connection = connection;
        _backend = connection.ProcessID;
        _find = new NpgsqlCommand("select entry from accesses where subject = $1 order by entry", connection)
        {
            Parameters = { new NpgsqlParameter<long>() },
        };
    }

    /// <summary>Starts a server and fills the table.</summary>
    public static async Task<TableSide> StartAsync(BenchmarkRun run, Accesses accesses)
    {
        var programs = PostgreSqlPrograms.Find()
            ?? throw new InvalidOperationException("PostgreSQL's server programs are missing; on Debian: apt-get install postgresql-15.");
        var clock = Stopwatch.StartNew();
        var server = await PostgreSqlProcess.StartAsync(programs, Settings);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Connection.ConnectionString)
        {
            CommandTimeout = 0,
        }.ConnectionString);
        await connection.OpenAsync();
        var side = new TableSide(server, connection);
        await side.FillAsync(accesses);
        await side._find.PrepareAsync();
        var seconds = clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        run.Say($"PostgreSQL {connection.PostgreSqlVersion} filled in {seconds} s.");
        return side;
    }

    public async Task<string> DescribeAsync()
    {
        await using var command = new NpgsqlCommand("select pg_relation_size('accesses') / 1e9, pg_relation_size('accesses_key') / 1e9", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return string.Create(
            CultureInfo.InvariantCulture, $"PostgreSQL: table {reader.GetDecimal(0):0.00} GB, index {reader.GetDecimal(1):0.00} GB.");
    }

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
    public async Task WarmAsync()
    {
        await ExecuteAsync("create extension if not exists pg_prewarm");
        await ExecuteAsync("select pg_prewarm('accesses_key')");
    }

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
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task FillAsync(Accesses accesses)
    {
        await ExecuteAsync("create table accesses (subject bigint not null, entry bigint not null)");
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

        await ExecuteAsync("create index accesses_key on accesses (subject, entry)");
        // Sets the visibility map, without which the scan would go to the table for every row.
        await ExecuteAsync("vacuum (analyze) accesses");
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
