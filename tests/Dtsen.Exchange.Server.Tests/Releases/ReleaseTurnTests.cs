using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class ReleaseTurnTests
{
    private const int Timeout = 30_000;

    [Fact(Timeout = Timeout)]
    public async Task Several_share_it_and_who_wants_it_alone_waits_for_all_of_them()
    {
        var turn = new ReleaseTurn();
        var one = await turn.ShareAsync(default);
        var two = await turn.ShareAsync(default);
        var alone = turn.TakeAsync(default);

        one.Dispose();
        one.Dispose();
        Assert.False(alone.IsCompleted);
        two.Dispose();
        (await alone).Dispose();
        (await turn.ShareAsync(default)).Dispose();
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_gives_up_waiting_holds_nothing()
    {
        var turn = new ReleaseTurn();
        var shared = await turn.ShareAsync(default);
        using var cancellation = new CancellationTokenSource();
        var alone = turn.TakeAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);

        (await turn.ShareAsync(default)).Dispose();
        shared.Dispose();
        (await turn.TakeAsync(default)).Dispose();
    }

    [Fact(Timeout = Timeout)]
    public async Task Whoever_has_it_alone_has_it_alone()
    {
        var turn = new ReleaseTurn();
        var sharing = 0;
        var alone = 0;
        var wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            if (i % 6 == 0)
            {
                using (await turn.TakeAsync(default))
                {
                    wrong += Interlocked.Increment(ref alone) != 1 || Volatile.Read(ref sharing) != 0 ? 1 : 0;
                    await Task.Yield();
                    Interlocked.Decrement(ref alone);
                }
            }
            else
            {
                using (await turn.ShareAsync(default))
                {
                    Interlocked.Increment(ref sharing);
                    await Task.Yield();
                    Interlocked.Add(ref wrong, Volatile.Read(ref alone));
                    Interlocked.Decrement(ref sharing);
                }
            }
        })));
        Assert.Equal(0, wrong);
    }
}
