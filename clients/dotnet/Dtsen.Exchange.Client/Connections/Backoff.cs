namespace Dtsen.Exchange.Client.Connections;

/// <summary>How long to wait before trying again: doubling, with a random half, so that many clients do not come back at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="failures">Attempts that failed so far, 1 or more.</param>
    public static TimeSpan After(int failures)
    {
        var whole = First * Math.Pow(2, Math.Min(failures - 1, 16));
        whole = whole < Longest ? whole : Longest;
        return whole * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
