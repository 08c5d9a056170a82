using Dapper;
using DbUp.Engine;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Tests.Sql;

public abstract class MigrationsTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 30_000;

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await databases.NewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_first_run_makes_the_schema_and_the_second_changes_nothing()
    {
        var first = await Migrations.RunAsync(_database.Database);
        var second = await Migrations.RunAsync(_database.Database);

        Assert.Equal(Migrations.EmbeddedScripts().Select(script => script.Name), first);
        Assert.NotEmpty(first);
        Assert.Empty(second);
        Assert.Equal(0, await ScalarAsync("select value from counters where name = 'change_log'"));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_new_script_runs_alone()
    {
        await RunAsync(new SqlScript("1.sql", "create table one (id bigint)"));
        var ran = await RunAsync(
            new SqlScript("1.sql", "create table one (id bigint)"), new SqlScript("2.sql", "insert into one (id) values (7)"));

        Assert.Equal(["2.sql"], ran);
        Assert.Equal(7, await ScalarAsync("select id from one"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Nodes_that_start_together_run_each_script_once()
    {
        const int Nodes = 4;
        var nodes = Enumerable.Range(0, Nodes).Select(_ => Database.Open(_database.Connection)).ToArray();
        try
        {
            var ran = await Task.WhenAll(nodes.Select(node => Task.Run(() => Migrations.RunAsync(node))));
            Assert.Equal(
                Migrations.EmbeddedScripts().Select(script => script.Name),
                ran.SelectMany(scripts => scripts).Order(StringComparer.Ordinal));
            Assert.Equal(Nodes - 1, ran.Count(scripts => scripts.Count == 0));
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_script_that_fails_is_named_and_leaves_nothing_behind()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(
            new SqlScript("1.sql", "create table one (id bigint)"),
            new SqlScript("2.sql", "create table two (id bigint); insert into one (id) values (1); insert into nowhere (id) values (1);"),
            new SqlScript("3.sql", "create table three (id bigint)")));

        Assert.Equal("2.sql", failure.Script);
        Assert.Contains("2.sql", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, await ScalarAsync("select count(*) from one"));
        foreach (var table in new[] { "two", "three" })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ScalarAsync($"select count(*) from {table}"));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_script_that_was_mended_runs_after_the_ones_that_stand()
    {
        var one = new SqlScript("1.sql", "create table one (id bigint)");
        await Assert.ThrowsAsync<MigrationException>(() => RunAsync(one, new SqlScript("2.sql", "create tabel two (id bigint)")));

        Assert.Equal(["2.sql"], await RunAsync(one, new SqlScript("2.sql", "create table two (id bigint)")));
    }

    private Task<IReadOnlyList<string>> RunAsync(params SqlScript[] scripts) =>
        Migrations.RunAsync(_database.Database, scripts, CancellationToken.None);

    private async Task<long> ScalarAsync(string query)
    {
        await using var connection = await _database.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(query);
    }

    public sealed class OnSqlite() : MigrationsTests(new SqliteFiles());

    public sealed class OnPostgreSql(PostgreSqlServer server) : MigrationsTests(server);
}
