namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// A token bucket that holds one second's worth and fills steadily. What asks for more than it can hold needs a full one, and leaves a debt
/// that fills first. Not safe for several threads.
/// </summary>
/// <param name="perSecond">Tokens a second, and room for tokens.</param>
internal sealed class RateBucket(int perSecond)
{
    /// <summary>Tokens of a microsecond, as a share of those of a second.</summary>
    private const double Rounding = 1e-6;

    private double _tokens = perSecond;
    private TimeSpan _filledAt;

    /// <summary>Tokens a second.</summary>
    public int PerSecond => perSecond;

    /// <summary>How long until so many may be taken; zero for at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="now">Time since any fixed moment, by a clock that is never set back.</param>
    public TimeSpan WaitFor(int count, TimeSpan now)
    {
        if (now > _filledAt)
        {
            _tokens = Math.Min(perSecond, _tokens + ((now - _filledAt).TotalSeconds * perSecond));
            _filledAt = now;
        }

        var missing = Math.Min(count, perSecond) - _tokens;
        // Who waited as long as was said is let in, whatever was lost to rounding.
        return missing <= perSecond * Rounding ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / perSecond);
    }

    /// <summary>Takes them, after <see cref="WaitFor"/> said zero.</summary>
    public void Take(int count) => _tokens -= count;
}
