namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// What an agreement lets a match tell of people whose NIK is one slip away from the one that was given, and of those whom a record without
/// a NIK may mean.
/// </summary>
public enum CandidateRule
{
    /// <summary>Nothing: none is looked for.</summary>
    None = 0,

    /// <summary>That there is one.</summary>
    Exists = 1,

    /// <summary>How many there are.</summary>
    Counts = 2,

    /// <summary>How many there are, and where the slip may be; never a digit.</summary>
    Hints = 3,
}
