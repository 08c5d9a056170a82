using System.Threading.Channels;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.PostgreSql;

/// <summary>One statement, prepared on so many connections that stay open.</summary>
internal sealed class PreparedCommands : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly Channel<NpgsqlCommand> _free = Channel.CreateUnbounded<NpgsqlCommand>();

    private PreparedCommands(NpgsqlDataSource database) => _database = database;

    /// <summary>Connects and prepares.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">Makes its parameters.</param>
    /// <param name="connections">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PreparedCommands> ConnectAsync(
        string connectionString, string statement, Func<NpgsqlParameter[]> parameters, int connections, CancellationToken cancellation)
    {
        var commands = new PreparedCommands(NpgsqlDataSource.Create(connectionString));
        for (var i = 0; i < connections; i++)
        {
            var command = new NpgsqlCommand(statement, await commands._database.OpenConnectionAsync(cancellation));
            command.Parameters.AddRange(parameters());
            await command.PrepareAsync(cancellation);
            await commands._free.Writer.WriteAsync(command, cancellation);
        }

        return commands;
    }

    /// <summary>Takes one that is free, and waits where none is.</summary>
    public ValueTask<NpgsqlCommand> TakeAsync(CancellationToken cancellation) => _free.Reader.ReadAsync(cancellation);

    /// <summary>Gives it back.</summary>
    public ValueTask ReturnAsync(NpgsqlCommand command, CancellationToken cancellation) => _free.Writer.WriteAsync(command, cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
