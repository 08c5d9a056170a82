using System.Buffers;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Names that are equal but for letter case, which most are, seen at a glance.</summary>
internal static class EqualNames
{
    // A name of so many characters has no more words than are read.
    private const int FewCharacters = 2 * NameWords.MaxWords;

    // So many blanks part words of which each may become two, as Abdurrahman does.
    private const int FewBlanks = (NameWords.MaxWords / 2) - 1;

    // Degrees may stand in halves: "S PD". The first has fewer letters than the one, the second not more than the other.
    private const int ShortHalf = NameWords.FirstHalf + 1;
    private const int LongHalf = NameWords.SecondHalf + 1;

    private static readonly SearchValues<char> LettersAndBlank =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ");

    /// <summary>
    /// Whether two names are the same letters A to Z in either case with the same blanks, and certainly have no title in them, so that
    /// there is nothing to notice. False tells nothing.
    /// </summary>
    public static bool Are(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > NameWords.MaxLetters || !Ascii.EqualsIgnoreCase(left, right) || left.ContainsAnyExcept(LettersAndBlank)
            || (left.Length > FewCharacters && left.Count(' ') > FewBlanks))
        {
            return false;
        }

        var last = left.LastIndexOf(' ');
        if (!IsNoTitleAfter(left[(last + 1)..]))
        {
            return false;
        }

        if (last < 0)
        {
            return IsNoTitleBefore(left);
        }

        var first = left.IndexOf(' ');
        return IsNoTitleBefore(left[..first]) && (first == last || left.Length - last > LongHalf || !EndsInHalf(left[..last]));
    }

    private static bool IsNoTitleBefore(ReadOnlySpan<char> word) =>
        word.Length > 0 && !NameLexicon.Find(PackedWord.OfLetters(word)).TitleBefore;

    // Of Abdurrahman and its like, where the lexicon does not have them, the second part counts.
    private static bool IsNoTitleAfter(ReadOnlySpan<char> word)
    {
        if (word.Length == 0)
        {
            return false;
        }

        ref readonly var form = ref NameLexicon.Find(PackedWord.OfLetters(word));
        return !form.TitleAfter && (form.Key != 0 || word[0] is not ('A' or 'a'));
    }

    // Whether the last word is short enough for half of a degree, as the S of "S PD".
    private static bool EndsInHalf(ReadOnlySpan<char> words) => words.Length < ShortHalf || words[^ShortHalf..].Contains(' ');
}
