using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Client.Tests.Releases;

public class UploadLaneTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task No_more_pages_are_under_way_than_the_window_holds()
    {
        using var lane = new UploadLane(window: 2);
        await lane.EnterAsync(10, default);
        await lane.EnterAsync(20, default);

        var third = lane.EnterAsync(30, default);
        Assert.False(third.IsCompleted);
        lane.Acknowledge(new KabupatenPosition { Rows = 9 });
        Assert.False(third.IsCompleted);
        lane.Acknowledge(new KabupatenPosition { Rows = 10 });

        await third.WaitAsync(Bound);
    }

    [Fact]
    public async Task One_answer_may_stand_for_several_pages()
    {
        using var lane = new UploadLane(window: 2);
        await lane.EnterAsync(10, default);
        await lane.EnterAsync(20, default);

        lane.Acknowledge(new KabupatenPosition { Rows = 20 });

        await lane.EnterAsync(30, default).WaitAsync(Bound);
        await lane.EnterAsync(40, default).WaitAsync(Bound);
    }

    [Fact]
    public async Task An_answer_is_awaited_among_others()
    {
        using var lane = new UploadLane(window: 2);
        var complete = lane.NextAsync(position => position.Complete);

        lane.Acknowledge(new KabupatenPosition { Rows = 10 });
        Assert.False(complete.IsCompleted);
        lane.Acknowledge(new KabupatenPosition { Rows = 10, Complete = true });

        await complete.WaitAsync(Bound);
    }
}
