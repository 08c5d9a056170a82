namespace Dtsen.Exchange.Server.Quotas;

/// <summary>How nodes divide a rate: by what each is asked for. Each sets its own share alone, within what the others leave free.</summary>
internal static class RateDivision
{
    /// <summary>The share that a node may take, in parts of <see cref="RateLease.Whole"/>.</summary>
    /// <param name="demand">What it is asked for.</param>
    /// <param name="others">What the other nodes hold and are asked for.</param>
    public static long ShareOf(long demand, IReadOnlyList<RateShareRow> others)
    {
        var fair = RateLease.Whole * demand / (demand + others.Sum(other => other.Demand));
        var free = RateLease.Whole - others.Sum(other => other.Share);
        return Math.Max(0, Math.Min(fair, free));
    }
}
