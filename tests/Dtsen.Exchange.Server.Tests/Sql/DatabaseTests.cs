using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Tests.Sql;

public abstract class DatabaseTests(ITestDatabases databases) : IAsyncLifetime
{
    private const int Timeout = 60_000;

    private protected TestDatabase _test = null!;

    private protected Database Database => _test.Database;

    public async ValueTask InitializeAsync() => _test = await databases.NewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_test is not null)
        {
            await _test.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Timeout)]
    public async Task Commits_of_its_connections_are_durable_also_when_they_come_from_the_pool()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await Database.OpenConnectionAsync();
            await Durability.AssertAsync(connection);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task What_is_not_committed_is_rolled_back()
    {
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync("create table things (id bigint)");
        await using (var transaction = await Database.BeginAsync(connection))
        {
            await connection.ExecuteAsync("insert into things (id) values (1)", transaction: transaction);
        }

        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from things"));
    }

    [Fact(Timeout = Timeout)]
    public async Task Writers_that_read_first_wait_for_each_other_and_none_fails()
    {
        const int Writers = 8;
        const int Times = 10;
        await using (var connection = await Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("create table sums (id bigint primary key, value bigint not null)");
            await connection.ExecuteAsync("insert into sums (id, value) values (1, 0)");
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Times; i++)
            {
                await using var connection = await Database.OpenConnectionAsync();
                await using var transaction = await Database.BeginAsync(connection);
                await connection.ExecuteScalarAsync<long>("select count(*) from sums", transaction: transaction);
                await connection.ExecuteAsync("update sums set value = value + 1 where id = 1", transaction: transaction);
                await transaction.CommitAsync();
            }
        })));

        await using var last = await Database.OpenConnectionAsync();
        Assert.Equal(Writers * Times, await last.ExecuteScalarAsync<long>("select value from sums"));
    }

    public sealed class OnSqlite() : DatabaseTests(new SqliteFiles())
    {
        [Theory]
        [InlineData("off")]
        [InlineData("normal")]
        public async Task A_commit_that_is_not_written_through_is_refused(string synchronous)
        {
            await using var connection = await Database.OpenConnectionAsync();
            await connection.ExecuteAsync($"pragma synchronous = {synchronous}");
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Durability.AssertAsync(connection));
            Assert.Contains("FULL", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void It_is_known_as_what_it_is()
        {
            Assert.Equal(Engine.Sqlite, Database.Engine);
            Assert.Null(Database.PostgreSql);
        }
    }

    public sealed class OnPostgreSql(PostgreSqlServer server) : DatabaseTests(server)
    {
        [Fact(Timeout = Timeout)]
        public async Task A_commit_that_is_not_written_through_is_refused_before_any_script_runs()
        {
            await using var careless = Database.Open(_test.Connection + ";Options=-c synchronous_commit=off");
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrations.RunAsync(careless));

            Assert.Contains("synchronous_commit", failure.Message, StringComparison.Ordinal);
            await using var connection = await Database.OpenConnectionAsync();
            Assert.Equal(
                0, await connection.ExecuteScalarAsync<long>("select count(*) from pg_tables where schemaname = 'public'"));
        }

        [Fact(Timeout = Timeout)]
        public async Task Writing_is_read_committed_whatever_the_servers_default_is()
        {
            await using var strict = Database.Open(_test.Connection + ";Options=-c default_transaction_isolation=serializable");
            await using var connection = await strict.OpenConnectionAsync();
            await using var transaction = await Database.BeginAsync(connection);
            Assert.Equal(
                "read committed", await connection.ExecuteScalarAsync<string>("show transaction_isolation", transaction: transaction));
        }

        [Fact]
        public void It_is_known_as_what_it_is()
        {
            Assert.Equal(Engine.PostgreSql, Database.Engine);
            Assert.NotNull(Database.PostgreSql);
        }
    }
}
