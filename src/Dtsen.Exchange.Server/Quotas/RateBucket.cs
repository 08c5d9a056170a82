namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// A token bucket that holds one second's worth and fills steadily. What asks for more than it can hold needs a full one, and leaves a debt
/// that fills first. Not safe for several threads.
/// </summary>
/// <param name="perSecond">Tokens a second, and room for tokens.</param>
internal sealed class RateBucket(double perSecond)
{
    /// <summary>Tokens of a microsecond, as a share of those of a second.</summary>
    private const double Rounding = 1e-6;

    private double _perSecond = perSecond;
    private double _tokens = perSecond;
    private TimeSpan _filledAt;

    /// <summary>How long until so many may be taken; zero for at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="now">Time since any fixed moment, by a clock that is never set back.</param>
    public TimeSpan WaitFor(int count, TimeSpan now)
    {
        FillUntil(now);
        var missing = Math.Min(count, _perSecond) - _tokens;
        // Who waited as long as was said is let in, whatever was lost to rounding.
        return missing <= _perSecond * Rounding ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / _perSecond);
    }

    /// <summary>Takes them, after <see cref="WaitFor"/> said zero.</summary>
    public void Take(int count) => _tokens -= count;

    /// <summary>Fills at another speed from now on. What no longer has room is lost; more room is empty at first.</summary>
    /// <param name="perSecond">Tokens a second, and room for tokens.</param>
    /// <param name="now">Time since the same moment.</param>
    public void Resize(double perSecond, TimeSpan now)
    {
        FillUntil(now);
        _perSecond = perSecond;
        _tokens = Math.Min(_tokens, perSecond);
    }

    /// <summary>Makes it full.</summary>
    public void Fill() => _tokens = _perSecond;

    private void FillUntil(TimeSpan now)
    {
        if (now > _filledAt)
        {
            _tokens = Math.Min(_perSecond, _tokens + ((now - _filledAt).TotalSeconds * _perSecond));
            _filledAt = now;
        }
    }
}
