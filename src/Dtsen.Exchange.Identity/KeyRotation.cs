namespace Dtsen.Exchange.Identity;

/// <summary>
/// When the keys that sign tokens change. A key is published first, signs later, and stays published until every
/// token that it signed has expired.
/// </summary>
public sealed record KeyRotation
{
    /// <summary>How long after a key the next is made.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a key is published before it signs, so that whoever keeps the key set has it by then.</summary>
    public TimeSpan PublishAhead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a key stays published after the last token that it signed has expired.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often the folder is looked at.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(10);

    internal void Check()
    {
        if (PublishAhead <= TimeSpan.Zero || Interval <= PublishAhead || Margin < TimeSpan.Zero || Poll <= TimeSpan.Zero)
            throw new ArgumentException("Of a key rotation, 0 < publish-ahead < interval, 0 <= margin and 0 < poll must hold.");
    }
}
