using Dapper;

namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>SQLite: each database is a file in a folder of its own.</summary>
public sealed class SqliteFiles : ITestDatabases
{
    public Task<TestDatabase> NewAsync() =>
        Task.FromResult<TestDatabase>(new SqliteFile(Directory.CreateTempSubdirectory("dtsen-sqlite-").FullName));

    private sealed class SqliteFile(string folder) : TestDatabase($"sqlite:{Path.Combine(folder, "exchange.db")}")
    {
        // A file that is open cannot be taken from a process; a log whose counter is not to be found cannot be read either.
        public override Task TakeAwayAsync() => ExecuteAsync("alter table counters rename to counters_away");

        public override Task BringBackAsync() => ExecuteAsync("alter table counters_away rename to counters");

        private protected override Task DeleteAsync()
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }

        private async Task ExecuteAsync(string statement)
        {
            await using var connection = await Database.OpenConnectionAsync();
            await connection.ExecuteAsync(statement);
        }
    }
}
