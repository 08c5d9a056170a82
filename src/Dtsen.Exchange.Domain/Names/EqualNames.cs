using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Names that are equal but for letter case, which most are, seen without a comparison, and what is noticed of them.</summary>
internal static class EqualNames
{
    // A name of so many characters has no more words than are read.
    private const int FewCharacters = 2 * NameWords.MaxWords;

    // So many blanks part words of which each may become two, as Abdurrahman does.
    private const int FewBlanks = (NameWords.MaxWords / 2) - 1;

    // Degrees may stand in halves: "S PD". Before the last word, of so many letters at most, a blank stands among so many characters.
    private const int ShortHalf = NameWords.FirstHalf + 1;
    private const int LongHalf = NameWords.SecondHalf;

    private static ReadOnlySpan<byte> Abdu => "ABDU"u8;

    /// <summary>
    /// Whether two names are the same but for the case of letters A to Z, and it is certain what is noticed of them. False tells nothing.
    /// </summary>
    /// <param name="left">A name in UTF-8.</param>
    /// <param name="right">Another.</param>
    /// <param name="findings">What is noticed: titles, or nothing.</param>
    public static bool Are(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out NameFindings findings)
    {
        findings = NameFindings.None;
        if (ArePlain(left, right))
        {
            return true;
        }

        if (!Ascii.EqualsIgnoreCase(left, right) || Titles.AreIn(left) is not { } titles)
        {
            return false;
        }

        findings = titles ? NameFindings.TitlesIgnored : NameFindings.None;
        return true;
    }

    /// <summary>The same of names that are no UTF-8.</summary>
    [SkipLocalsInit]
    public static bool Are(ReadOnlySpan<char> left, ReadOnlySpan<char> right, out NameFindings findings)
    {
        Span<byte> bytes = stackalloc byte[PlainText.MaxLength];
        findings = NameFindings.None;
        return left.Length == right.Length && left.Length <= bytes.Length
            && Ascii.FromUtf16(left, bytes, out var length) == OperationStatus.Done && Are(bytes[..length], right, out findings);
    }

    /// <summary>The same where one of them is none.</summary>
    [SkipLocalsInit]
    public static bool Are(ReadOnlySpan<byte> left, ReadOnlySpan<char> right, out NameFindings findings)
    {
        Span<byte> bytes = stackalloc byte[PlainText.MaxLength];
        findings = NameFindings.None;
        return left.Length == right.Length && left.Length <= bytes.Length
            && Ascii.FromUtf16(right, bytes, out var length) == OperationStatus.Done && Are(left, bytes[..length], out findings);
    }

    // Whether they are nothing but letters A to Z with the same blanks, and certainly have no title in them, as most.
    private static bool ArePlain(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!PlainText.AreSame(left, right, out var blanks)
            || (left.Length > FewCharacters && BitOperations.PopCount(blanks) > FewBlanks))
        {
            return false;
        }

        // -1 where the name is one word.
        var blank = BitOperations.Log2(blanks);
        var last = blanks == 0 ? left : left[(blank + 1)..];
        var first = blanks == 0 ? left : left[..BitOperations.TrailingZeroCount(blanks)];
        return first.Length > 0 && last.Length > 0 && NameLexicon.IsNoTitleBefore(first) && IsNoTitleAfter(last)
            && (first.Length + 1 + last.Length >= left.Length || last.Length > LongHalf || !EndsInHalf(blanks, blank));
    }

    // Of Abdurrahman and its like, where the lexicon does not have them, the second part counts.
    private static bool IsNoTitleAfter(ReadOnlySpan<byte> word) =>
        NameLexicon.IsNoTitleAfter(word)
        && (word.Length < Abdu.Length || !Ascii.EqualsIgnoreCase(word[..Abdu.Length], Abdu)
            || NameLexicon.Find(PackedWord.OfLetters(word)).Key != 0);

    // Whether the word before the last blank is short enough for half of a degree, as the S of "S PD".
    private static bool EndsInHalf(ulong blanks, int last) =>
        last < ShortHalf || (blanks & (((1UL << ShortHalf) - 1) << (last - ShortHalf))) != 0;
}
