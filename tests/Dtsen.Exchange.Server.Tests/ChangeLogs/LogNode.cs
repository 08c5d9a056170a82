using System.Text;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.Tests.Sql;

namespace Dtsen.Exchange.Server.Tests.ChangeLogs;

/// <summary>A node as far as the change log goes: its own connections and its own writer over a database that others share.</summary>
internal sealed class LogNode : IAsyncDisposable
{
    public LogNode(TestDatabase database, TimeProvider? time = null)
    {
        Database = Database.Open(database.Connection);
        Log = new ChangeLog(Database, time ?? TimeProvider.System);
    }

    public Database Database { get; }

    public ChangeLog Log { get; }

    public static ReadOnlyMemory<byte> Payload(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ChangeLogEntry entry) => Encoding.UTF8.GetString(entry.Payload.Span);

    public static NewEntry Entry(string text) => new("test", Payload(text));

    public Task<long> AppendAsync(string text) => Log.AppendAsync("test", Payload(text));

    /// <summary>Keeps this node's writer busy until the result is disposed, so that what is appended meanwhile waits.</summary>
    public async Task<BusyWriter> KeepWriterBusyAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Log.AppendAsync(async (_, _) =>
        {
            begun.SetResult();
            await end.Task;
            return [];
        });
        await begun.Task;
        return new BusyWriter(end, work);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal sealed class BusyWriter(TaskCompletionSource end, Task work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            end.TrySetResult();
            await work;
        }
    }
}
