namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// How close to a person an agreement lets its application come. Levels 2 to 4 are those of
/// Permen PPN 7/2025; level 1, match only, is the exchange's own.
/// </summary>
public enum Level
{
    /// <summary>No level: only for methods that say nothing about people.</summary>
    None = 0,

    /// <summary>May ask whether what it holds agrees with the register; reads nothing back.</summary>
    MatchOnly = 1,

    /// <summary>Counts only.</summary>
    Aggregate = 2,

    /// <summary>Individuals under pseudonyms, without the fields that identify.</summary>
    Pseudonymous = 3,

    /// <summary>BNBA, by name by address: individuals with identity.</summary>
    ByNameByAddress = 4,
}
