namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// How many leaves the next group should hold, and how long to wait for them. A sync costs some 100 µs of CPU, as much as several calls,
/// whatever it holds: so where calls come side by side, a group waits until it is as large as the largest of the last few, and now and then
/// for one that is larger; but for less than callers notice, the less the fewer come, and a caller who comes alone never waits. Not safe
/// for several threads.
/// </summary>
internal sealed class GroupSize
{
    /// <summary>The sync of so many is one call in fifty.</summary>
    private const int Largest = 256;

    private const int Alone = 1;
    private const int TriesEvery = 16;
    private const int LongestPatience = 12;
    private const int LeavesPerMillisecond = 16;

    private readonly int[] _lately = new int[8];
    private int _groups;

    /// <summary>The size to wait for.</summary>
    public int Next()
    {
        var lately = _lately.Max();
        var triesLarger = lately > Alone && _groups % TriesEvery == 0;
        return Math.Clamp(triesLarger ? lately + 1 + (lately / 4) : lately, Alone, Largest);
    }

    /// <summary>For how many milliseconds to wait for so many.</summary>
    public static int PatienceFor(int size) => Math.Clamp(size / LeavesPerMillisecond, 1, LongestPatience);

    /// <summary>Takes in how large a group became.</summary>
    public void Took(int size) => _lately[_groups++ % _lately.Length] = size;
}
