namespace Dtsen.Exchange.Domain.Names;

/// <summary>What a word tells in a name.</summary>
internal enum WordKind : byte
{
    /// <summary>A word that the lexicon does not know: a name.</summary>
    Unknown,

    /// <summary>A given name.</summary>
    Given,

    /// <summary>A name that many share, as one word of several.</summary>
    Common,

    /// <summary>A name that people leave out at will, such as Muhammad and Siti.</summary>
    Optional,

    /// <summary>A Balinese name of birth order.</summary>
    BirthOrder,

    /// <summary>The name of a clan or house.</summary>
    Family,

    /// <summary>What stands before a parent's name: bin, binti.</summary>
    Patronym,

    /// <summary>What stands before another name of the same person.</summary>
    Alias,
}
