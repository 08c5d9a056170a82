namespace Dtsen.Exchange.Domain.Names;

/// <summary>A word of a name: where its letters and its key stand in <see cref="NameWords"/>, and what it tells.</summary>
internal struct NameWord
{
    /// <summary>From so many letters on a word is no abbreviation.</summary>
    public const int LongWord = 5;

    /// <summary>Number of its letters; 0 for none.</summary>
    public ulong Packed;

    /// <summary>Number of its key; 0 for none.</summary>
    public ulong PackedKey;

    public byte Start;
    public byte Length;
    public byte KeyStart;
    public byte KeyLength;
    public short Group;
    public WordKind Kind;
    public bool Short;

    /// <summary>Whether it is of two letters and neither is a vowel: an abbreviation, whatever of.</summary>
    public bool Mute;

    /// <summary>Whether these letters are a degree that stands after a name.</summary>
    public bool TitleAfter;

    /// <summary>Whether the letters of the key are written; until they are asked for, its number is enough.</summary>
    public bool KeyWritten;

    /// <summary>Whether it belongs to a parent's name or an alias.</summary>
    public bool Aside;

    /// <summary>Whether the word alone can tell two people apart.</summary>
    public readonly bool Tells => Length > 1 && !Mute && Kind is WordKind.Unknown or WordKind.Given or WordKind.Family;

    /// <summary>Whether it only stands for a word.</summary>
    public readonly bool IsInitial => Mute || (Length == 1 && Kind != WordKind.Optional);

    public readonly bool Known => Group != 0;

    /// <summary>How much the word counts: by length, a word that many share half.</summary>
    public readonly int Weight => Math.Max(2, (int)KeyLength) * (Tells ? 2 : 1);
}
