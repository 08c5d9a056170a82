using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>A database of one test, deleted with it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private protected TestDatabase(string connection)
    {
        Connection = connection;
        Database = Database.Open(connection);
    }

    /// <summary>What an operator would give as the setting of the database.</summary>
    public string Connection { get; }

    /// <summary>One node's way to it.</summary>
    internal Database Database { get; }

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>This.</returns>
    public async Task<TestDatabase> MigratedAsync()
    {
        await Migrations.RunAsync(Database);
        return this;
    }

    /// <summary>Makes it unreachable for every node, open connections included.</summary>
    public abstract Task TakeAwayAsync();

    /// <summary>Makes it reachable again, as it was.</summary>
    public abstract Task BringBackAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await DeleteAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task DeleteAsync();
}
