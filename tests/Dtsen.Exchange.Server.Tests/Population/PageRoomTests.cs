using Dtsen.Exchange.Server.Population;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Server.Tests.Population;

public sealed class PageRoomTests
{
    [Property(MaxTest = 200)]
    public void There_is_never_more_in_it_than_has_room_and_who_waits_comes_in_as_soon_as_there_is(FsCheck.DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var (pages, bytes) = (random.Next(1, 6), random.Next(1, 100));
        var room = new PageRoom(pages, bytes);
        var inside = new Queue<int>();
        (Task Entering, int Size)? waiting = null;
        for (var step = 0; step < 60; step++)
        {
            if (waiting is null && random.Next(3) > 0)
            {
                var size = random.Next(0, 120);
                waiting = (room.EnterAsync(size, CancellationToken.None), size);
            }
            else if (inside.TryDequeue(out var left))
            {
                room.Leave(left);
            }

            if (waiting is not var (entering, next))
            {
                continue;
            }

            if (inside.Count == 0 || (inside.Count < pages && inside.Sum() + next <= bytes))
            {
                Assert.True(entering.Wait(TimeSpan.FromMinutes(1)));
                inside.Enqueue(next);
                waiting = null;
            }
            else
            {
                Assert.False(entering.IsCompleted);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_gives_up_takes_no_room()
    {
        var room = new PageRoom(1, 10);
        await room.EnterAsync(1, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var entering = room.EnterAsync(1, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        room.Leave(1);
        await room.EnterAsync(10, CancellationToken.None);
    }
}
