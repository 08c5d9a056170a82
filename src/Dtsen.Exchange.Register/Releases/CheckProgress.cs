namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// How far a check is. Its stages take shares of the time that were measured on a nation of five million; within a stage every step counts
/// the same.
/// </summary>
internal sealed class CheckProgress(IProgress<(double Share, string What)>? progress, CancellationToken cancellation)
{
    private const int Interval = 1 << 14;

    private string _what = "";
    private double _start;
    private double _length;
    private long _total;
    private long _done;

    /// <summary>Begins to judge families and to sort their rows.</summary>
    public void Judging(long families) => Begin("judging families", 0, 0.6, families);

    /// <summary>Begins to look for numbers that come twice; how many records there are is not known beforehand.</summary>
    public void Matching() => Begin("looking for numbers that come twice", 0.6, 0.15, long.MaxValue);

    /// <summary>Begins to write the release.</summary>
    /// <param name="steps">Families and rows in it, about.</param>
    public void Writing(long steps) => Begin("writing families and tables", 0.75, 0.25, steps);

    /// <summary>Some families or rows are done, by whichever thread.</summary>
    public void Step(int count = 1)
    {
        var done = Interlocked.Add(ref _done, count);
        if (done % Interval < count)
        {
            cancellation.ThrowIfCancellationRequested();
            Report();
        }
    }

    private void Begin(string what, double start, double length, long total)
    {
        cancellation.ThrowIfCancellationRequested();
        (_what, _start, _length, _total, _done) = (what, start, length, Math.Max(total, 1), 0);
        Report();
    }

    private void Report() => progress?.Report((_start + (_length * Math.Min(1, _done / (double)_total)), _what));
}
