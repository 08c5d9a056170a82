namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// How many leaves the next group should hold, and how long to wait for them. A sync costs some 100 µs of CPU, as much as several calls,
/// whatever it holds: so where calls come side by side, a group waits until it is as large as groups lately became, and now and then for a
/// larger one. Where that many do not come, those who wait are held up for nothing: the next group waits for as many as did come, but
/// for no less than half. A caller who comes alone never waits. Not safe for several threads.
/// </summary>
internal sealed class GroupSize
{
    /// <summary>The sync of so many is one call in fifty.</summary>
    private const int Largest = 256;

    private const int Alone = 1;
    private const int TriesEvery = 16;
    private const int LeavesPerMillisecond = 10;

    private int _reached;

    /// <summary>The size to wait for.</summary>
    public int Next { get; private set; } = Alone;

    /// <summary>For how many milliseconds to wait for so many.</summary>
    public static int PatienceFor(int size) => Math.Max(1, size / LeavesPerMillisecond);

    /// <summary>Takes in how large a group became.</summary>
    public void Took(int size)
    {
        if (size < Next)
        {
            _reached = 0;
            Next = Math.Max(size, Next / 2);
        }
        else
        {
            var triesLarger = size > Alone && ++_reached % TriesEvery == 0;
            Next = Math.Min(Largest, triesLarger ? size + 1 + (size / 4) : size);
        }
    }
}
