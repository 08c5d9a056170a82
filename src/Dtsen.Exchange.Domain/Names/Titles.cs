namespace Dtsen.Exchange.Domain.Names;

/// <summary>Whether a name has titles or degrees, where that is seen without reading its words as <see cref="NameWords"/> does.</summary>
internal static class Titles
{
    // So many words are no more than are read, if each becomes two, as Abdurrahman does.
    private const int FewWords = NameWords.MaxWords / 2;

    private const ulong AbduLetters = (1ul << (4 * PackedWord.Bits)) - 1;
    private static readonly ulong Abdu = PackedWord.Of("ABDU");

    /// <summary>Whether <see cref="NameWords"/> leaves titles out of a name; null where only that can tell.</summary>
    /// <param name="name">A name in ASCII.</param>
    public static bool? AreIn(ReadOnlySpan<byte> name)
    {
        if (name.Length > NameWords.MaxLetters)
        {
            return null;
        }

        var (before, last, words, titles) = (default(Word), default(Word), 0, false);
        for (var from = 0; from < name.Length; from++)
        {
            var word = Read(name, ref from);
            if (word.Length == 0)
            {
                continue;
            }

            if (words == 0 && NameLexicon.IsTitleBefore(word.Packed, word.Length))
            {
                titles = true;
                continue;
            }

            if (word.IsParted)
            {
                // A degree, or several words.
                return words > 0 && NameLexicon.IsTitleAfter(word.Packed, word.Length) ? true : null;
            }

            if (titles)
            {
                return true;
            }

            (before, last) = (last, word);
            words++;
        }

        // What is nothing but a title is a name. Of Abdurrahman and its like, where the lexicon does not have them, the second part counts.
        return words is 0 or > FewWords || (last.StartsWithAbdu && NameLexicon.Find(last.Packed).Key == 0) ? null
            : words > 1 && (IsTitleAfter(last) || (words > 2 && AreTitleAfter(before, last)));
    }

    // What is also a name stays one.
    private static bool IsTitleAfter(Word word)
    {
        if (!NameLexicon.IsTitleAfter(word.Packed, word.Length))
        {
            return false;
        }

        var known = NameLexicon.Find(word.Packed).Word;
        return known.Group == 0 || (known.Short && word.Length < NameWord.LongWord);
    }

    private static bool AreTitleAfter(Word first, Word second) =>
        first.Length <= NameWords.FirstHalf && second.Length <= NameWords.SecondHalf && first.Packed != 0 && second.Packed != 0
        && NameLexicon.IsTitleAfter(first.Packed | (second.Packed << (first.Length * PackedWord.Bits)), first.Length + second.Length);

    // Reads up to the next gap, as NameWords does.
    private static Word Read(ReadOnlySpan<byte> name, ref int at)
    {
        var (packed, length, isPlain, dot, dots) = (0ul, 0, true, false, false);
        for (var start = at; at < name.Length; at++)
        {
            var code = NameLetter.CodeOf(name[at]);
            if (code == NameLetter.Gap)
            {
                break;
            }

            dots |= dot;
            dot |= code == NameLetter.Dot && at > start;
            if (code is NameLetter.Dot or NameLetter.Nothing)
            {
                continue;
            }

            isPlain &= code <= NameLetter.Last && length < PackedWord.MaxLength;
            packed |= length < PackedWord.MaxLength ? (ulong)code << (length * PackedWord.Bits) : 0;
            length++;
        }

        return new Word(isPlain ? packed : 0, length, dots, (packed & AbduLetters) == Abdu);
    }

    // Its number, if it has one; how many letters it has; and whether dots part it.
    private readonly record struct Word(ulong Packed, int Length, bool IsParted, bool StartsWithAbdu);
}
