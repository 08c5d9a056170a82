namespace Dtsen.Exchange.Domain.Names;

/// <summary>What was noticed when two names were compared. Neither says which of the two it was noticed in, nor quotes a word.</summary>
[Flags]
public enum NameFindings
{
    /// <summary>The names are the same, letter by letter, in whichever case.</summary>
    None = 0,

    /// <summary>Titles or degrees were left out of the comparison.</summary>
    TitlesIgnored = 1 << 0,

    /// <summary>Dots, apostrophes, hyphens or other marks differ.</summary>
    Punctuation = 1 << 1,

    /// <summary>A word is spelled in another way that is the same name: oe and u, dj and j, Yusuf and Yusup.</summary>
    SpellingVariant = 1 << 2,

    /// <summary>A word is abbreviated: Muh., Abd., St.</summary>
    Abbreviation = 1 << 3,

    /// <summary>A word stands as its first letter only.</summary>
    Initial = 1 << 4,

    /// <summary>Words are joined in one of the names and apart in the other.</summary>
    Joined = 1 << 5,

    /// <summary>The words stand in another order.</summary>
    Reordered = 1 << 6,

    /// <summary>A word differs by what looks like a slip of typing or hearing.</summary>
    Typo = 1 << 7,

    /// <summary>A name that people leave out at will (Muhammad, Siti, I, Ni) stands in one of them only.</summary>
    OptionalWord = 1 << 8,

    /// <summary>A word that follows the given name stands in one of them only: a husband's, a father's, a second name.</summary>
    WordMissing = 1 << 9,

    /// <summary>The name of a clan or house stands in one of them only.</summary>
    FamilyNameMissing = 1 << 10,

    /// <summary>A parent's name (bin, binti) or another name of the person (alias) stands in one of them only.</summary>
    PatronymMissing = 1 << 11,

    /// <summary>The first name stands in one of them only: so are a father and a son often named.</summary>
    FirstWordMissing = 1 << 12,

    /// <summary>Each has a word that the other has not: two people may be meant.</summary>
    OtherWord = 1 << 13,

    /// <summary>One of them has no letters.</summary>
    Empty = 1 << 14,
}
