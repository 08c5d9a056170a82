namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What a node holds of an account's rates, as all nodes see it.</summary>
internal sealed record RateShareRow
{
    /// <summary>Whose: as a <see cref="QuotaKey"/> has it.</summary>
    public required string Scope { get; init; }

    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Parts of <see cref="RateLease.Whole"/>.</summary>
    public required long Share { get; init; }

    /// <summary>1 to <see cref="RateLease.MostDemand"/>.</summary>
    public required long Demand { get; init; }
}
