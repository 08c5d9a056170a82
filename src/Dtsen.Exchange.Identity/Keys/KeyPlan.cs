namespace Dtsen.Exchange.Identity.Keys;

/// <summary>What is to be done with the keys at a moment: which signs, which may go, whether another is due.</summary>
/// <param name="Signing">Index of the key that signs; -1 where there is none.</param>
/// <param name="Retired">How many of the oldest keys no token can need any more.</param>
/// <param name="AnotherIsDue">Whether a key is to be made now.</param>
internal readonly record struct KeyPlan(int Signing, int Retired, bool AnotherIsDue)
{
    /// <summary>Decides from the times at which the keys were made, oldest first.</summary>
    public static KeyPlan At(
        DateTimeOffset now, IReadOnlyList<DateTimeOffset> made, KeyRotation rotation, TimeSpan tokenLifetime)
    {
        if (made.Count == 0)
            return new KeyPlan(-1, 0, true);

        // The oldest signs even before its time: a new authority has no other.
        var signing = 0;
        var retired = 0;
        for (var i = 1; i < made.Count; i++)
        {
            var signsFrom = made[i] + rotation.PublishAhead;
            if (signsFrom > now)
                break;
            signing = i;
            if (signsFrom + tokenLifetime + rotation.Margin <= now)
                retired = i;
        }
        return new KeyPlan(signing, retired, now >= made[^1] + rotation.Interval);
    }
}
