namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Lets a join rest after each stretch of work for a multiple of it, so that calls have the processors: it has time until as many files
/// are sealed as it joins. Where they are, it goes on without rests.
/// </summary>
/// <param name="time">Tells how long work took.</param>
/// <param name="isBehind">Whether as many files were sealed meanwhile as a join takes.</param>
/// <param name="rest">Rests.</param>
internal sealed class JoinPace(TimeProvider time, Func<bool> isBehind, Action<TimeSpan> rest)
{
    /// <summary>An eighth of a processor.</summary>
    private const int RestsToWork = 7;

    /// <summary>What takes less is not worth a rest.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(2);

    private long _since = time.GetTimestamp();

    /// <summary>Called now and then by who works.</summary>
    public void Worked()
    {
        var worked = time.GetElapsedTime(_since);
        if (worked >= Stretch)
        {
            rest(isBehind() ? TimeSpan.Zero : RestsToWork * worked);
            _since = time.GetTimestamp();
        }
    }
}
