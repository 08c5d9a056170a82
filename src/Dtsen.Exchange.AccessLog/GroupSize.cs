namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// How many leaves the next group should hold. A sync costs some 80 µs of CPU, as much as several calls, whatever it holds: so where calls
/// come side by side, a group waits until it is as large as the one before, and now and then for one that is larger. It waits for less
/// than callers notice, and a caller who comes alone never waits. When nothing came for a while it goes at once: all who call have been
/// answered then, as far as they can be. Not safe for several threads.
/// </summary>
internal sealed class GroupSize
{
    /// <summary>Milliseconds after which a group goes when nothing came meanwhile.</summary>
    public const int Step = 2;

    private const int Largest = 512;
    private const int Alone = 1;
    private const int TriesEvery = 16;
    private const int LongestPatience = 8;
    private const int LeavesPerMillisecond = 4;

    private int _last = Alone;
    private int _groups;

    /// <summary>How long to wait for the next group, in milliseconds: the fewer come, the less.</summary>
    public int Patience => Math.Clamp(_last / LeavesPerMillisecond, 1, LongestPatience);

    /// <summary>The size to wait for.</summary>
    public int Next()
    {
        var triesLarger = _last > Alone && ++_groups % TriesEvery == 0;
        return Math.Min(Largest, triesLarger ? _last + 1 + (_last / 4) : _last);
    }

    /// <summary>Takes in how large a group became.</summary>
    public void Took(int size) => _last = size;
}
