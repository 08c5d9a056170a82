namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Lets a join rest after each stretch of work for a multiple of it, so that calls have the processors: it has time until some files more
/// wait. Where they do, it goes on without rests.
/// </summary>
/// <param name="time">Tells how long work took.</param>
/// <param name="isBehind">Whether that many files wait.</param>
/// <param name="rest">Rests.</param>
internal sealed class JoinPace(TimeProvider time, Func<bool> isBehind, Action<TimeSpan> rest)
{
    /// <summary>An eighth of a processor.</summary>
    private const int RestsToWork = 7;

    /// <summary>What takes less is not worth a rest.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(2);

    /// <summary>Work may have taken long because the disk, or the machine, stood still.</summary>
    private static readonly TimeSpan MostRest = TimeSpan.FromSeconds(1);

    private long _since = time.GetTimestamp();

    /// <summary>Called now and then by who works.</summary>
    public void Worked()
    {
        var worked = time.GetElapsedTime(_since);
        if (worked >= Stretch)
        {
            rest(isBehind() ? TimeSpan.Zero : worked > MostRest / RestsToWork ? MostRest : RestsToWork * worked);
            _since = time.GetTimestamp();
        }
    }
}
