namespace Dtsen.Exchange.Register.Runs;

/// <summary>Work on numbered things, several at once.</summary>
internal static class SideBySide
{
    /// <summary>Works on each of a number of things, in about their order; this thread takes part. The first failure ends all.</summary>
    /// <param name="lanes">What a thread works with: as many things are worked on at once.</param>
    /// <param name="count">How many things there are.</param>
    /// <param name="work">Works on one of them.</param>
    public static void Run<T>(IReadOnlyList<T> lanes, int count, Action<T, int> work)
    {
        var next = -1;
        var others = lanes.Skip(1).Select(lane => Task.Run(() => RunLane(lane))).ToList();
        try
        {
            RunLane(lanes[0]);
        }
        finally
        {
            // None of them may work on when this has returned; what they threw tells more than that they stopped.
            Task.WhenAll(others).GetAwaiter().GetResult();
        }

        void RunLane(T lane)
        {
            try
            {
                for (var at = Interlocked.Increment(ref next); at < count; at = Interlocked.Increment(ref next))
                {
                    work(lane, at);
                }
            }
            catch
            {
                Interlocked.Exchange(ref next, count);
                throw;
            }
        }
    }
}
