namespace Dtsen.Exchange.Domain.Population;

/// <summary>What desil follows from an event, until BPS ranks again. Desil follows lineage, not the number of the KK.</summary>
public static class DesilRules
{
    private static readonly DesilSet NewFamily = new(null, null, null, DesilBasis.NewFamily);
    private static readonly DesilSet None = new(null, null, null, DesilBasis.None);

    /// <summary>The desil of a KK.</summary>
    /// <param name="formation">How it came to be after the ranking.</param>
    /// <param name="before">Desil of the KK in whose place it was issued; of one that was ranked, its own.</param>
    public static DesilSet OfFamily(Formation formation, DesilSet before) => formation switch
    {
        Formation.None => before,
        Formation.Continuation => before.Nasional is null ? before : before with { Basis = DesilBasis.ContinuesFamily },
        Formation.New => NewFamily,
        _ => None,
    };

    /// <summary>The desil of a person.</summary>
    /// <param name="joining">How the person came to the family after the ranking.</param>
    /// <param name="family">Desil of the family.</param>
    public static DesilSet OfPerson(Joining joining, DesilSet family) => joining switch
    {
        Joining.None => family,
        Joining.Arrival => None,
        _ => family.Nasional is null ? family : family with { Basis = DesilBasis.FollowsFamily },
    };
}
