using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.AccessLogs;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>What a node's own log says, read beside its service.</summary>
internal static class Recorded
{
    public static long LogSize(this RunningNode node) => RecorderOf(node).Log.Size;

    /// <summary>Every entry from an index on.</summary>
    public static IReadOnlyList<AccessEntry> EntriesFrom(this RunningNode node, long first) =>
        [.. RecorderOf(node).Log.Read(first, int.MaxValue).Select(leaf => AccessEntry.Parser.ParseFrom(leaf.Content.Span))];

    /// <summary>The one entry that a call left.</summary>
    public static async Task<AccessEntry> EntryOfAsync(this RunningNode node, Func<Task> call)
    {
        var before = node.LogSize();
        await call();
        return Assert.Single(node.EntriesFrom(before));
    }

    public static AccessRecorder RecorderOf(RunningNode node) => node.Services.GetRequiredService<AccessRecorder>();
}
