using System.Collections.Concurrent;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class UploadLanesTests
{
    private const int Timeout = 30_000;

    [Fact(Timeout = Timeout)]
    public async Task Messages_of_one_lane_are_worked_on_in_order()
    {
        using var lanes = new UploadLanes();
        var done = new ConcurrentQueue<(string Lane, int Number)>();
        for (var i = 0; i < 300; i++)
        {
            var number = i;
            var lane = $"{i % 7}";
            await lanes.StartAsync(lane, async () =>
            {
                await Task.Yield();
                done.Enqueue((lane, number));
            });
        }

        await lanes.DrainAsync();
        lanes.ThrowIfFailed();
        Assert.Equal(300, done.Count);
        foreach (var lane in done.GroupBy(entry => entry.Lane))
        {
            Assert.Equal(lane.Select(entry => entry.Number).Order(), lane.Select(entry => entry.Number));
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task Lanes_work_side_by_side()
    {
        using var lanes = new UploadLanes();
        var first = new TaskCompletionSource();
        await lanes.StartAsync("a", () => first.Task);
        await lanes.StartAsync("b", () =>
        {
            first.SetResult();
            return Task.CompletedTask;
        });
        await lanes.DrainAsync();
    }

    [Fact(Timeout = Timeout)]
    public async Task After_a_failure_nothing_begins_and_what_is_at_work_ends()
    {
        using var lanes = new UploadLanes();
        var fail = new TaskCompletionSource();
        var other = new TaskCompletionSource();
        var begun = 0;
        var ended = 0;
        await lanes.StartAsync("a", () => fail.Task);
        await lanes.StartAsync("a", () => Task.FromResult(begun++));
        await lanes.StartAsync("b", async () =>
        {
            await other.Task;
            ended++;
        });

        fail.SetException(new InvalidDataException("broken"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(-1, lanes.Failed));
        await lanes.StartAsync("c", () => Task.FromResult(begun++));
        other.SetResult();
        await lanes.DrainAsync();

        Assert.Equal((0, 1), (begun, ended));
        Assert.Throws<InvalidDataException>(lanes.ThrowIfFailed);
    }
}
