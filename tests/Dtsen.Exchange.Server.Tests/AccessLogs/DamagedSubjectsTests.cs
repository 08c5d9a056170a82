using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.AccessLogs;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>Subjects of sealed parts that are damaged: the node goes on, and says so.</summary>
public class DamagedSubjectsTests
{
    [Fact(Timeout = 120_000)]
    public async Task Subjects_that_can_no_longer_be_joined_are_told_once_and_calls_are_recorded()
    {
        await using var node = await StartAsync();
        var recorder = await DamageFirstAsync(node);

        await RecordUntilAsync(recorder, () => recorder.Log.JoinFailure is not null);
        await node.UntilAsync(() => node.Log.Lines.Any(line => line.Event == 5004));
        await node.TurnOnAsync(TimeSpan.FromSeconds(5));

        Assert.Single(node.Log.Lines, line => line.Event == 5004);
        Assert.Null(recorder.Log.Failure);
        await RecordUntilAsync(recorder, () => true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_part_that_is_damaged_is_told_once_and_those_behind_it_are_stored()
    {
        await using var node = await StartAsync();
        var recorder = await DamageFirstAsync(node);
        await RecordUntilAsync(recorder, () => recorder.Log.Sealed().Count > 2);

        await node.TurnOnAsync(TimeSpan.FromSeconds(2));
        await node.UntilAsync(() => node.Log.Lines.Count(line => line.Event == 5002) >= 2);
        await node.TurnOnAsync(TimeSpan.FromSeconds(5));

        Assert.Contains("0 to 9", Assert.Single(node.Log.Lines, line => line.Event == 5005).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Log.Lines, line => line.Event == 5003);
    }

    private static Task<RunningNode> StartAsync() => RunningNode.StartAsync(
        RunningNode.NewClock(), prepare: fresh => fresh.AccessLogLimits = new LogLimits(SegmentLeaves: 10));

    /// <summary>Records until the first part is sealed, and damages its subjects.</summary>
    private static async Task<AccessRecorder> DamageFirstAsync(RunningNode node)
    {
        var recorder = Recorded.RecorderOf(node);
        var folder = Path.Combine(node.DataFolder, "access-log");
        await RecordUntilAsync(recorder, () => Directory.GetFiles(folder, "*.subjects").Length > 0);
        Damage(Directory.GetFiles(folder, "*.subjects").Order(StringComparer.Ordinal).First());
        return recorder;
    }

    private static async Task RecordUntilAsync(AccessRecorder recorder, Func<bool> holds)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        do
        {
            Assert.True(DateTime.UtcNow < until, "It did not come in time.");
            await recorder.Log.WhenDurableAsync(recorder.Record([], new AccessEntry(), [3273014107900001]));
        }
        while (!holds());
    }

    /// <summary>Changes a subject as a failing disk does.</summary>
    private static void Damage(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var file = File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        Span<byte> changed = stackalloc byte[1];
        RandomAccess.Read(file, changed, 0);
        changed[0] ^= 4;
        RandomAccess.Write(file, changed, 0);
    }
}
