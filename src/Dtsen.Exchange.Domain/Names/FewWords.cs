using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// Whether a word may be one of a few, by its first and last letter and its length: two kilobytes, which stay near the processor where
/// <see cref="PackedTable{T}"/> does not. No is certain, and what nearly every word is told.
/// </summary>
internal sealed class FewWords
{
    private const int LetterBits = 5;
    private const int LetterMask = (1 << LetterBits) - 1;

    private readonly ulong[] _bits = new ulong[(PackedWord.MaxLength + 1) << (2 * LetterBits - 6)];

    /// <param name="words">The words, in letters A to Z; those that have no number are left out.</param>
    public FewWords(IEnumerable<string> words)
    {
        foreach (var word in words.Where(word => PackedWord.Of(word) != 0))
        {
            var at = PlaceOf(Encoding.ASCII.GetBytes(word));
            _bits[at >> 6] |= 1UL << at;
        }
    }

    /// <summary>Whether a word may be one of them.</summary>
    /// <param name="word">Letters A to Z, in either case; at least one.</param>
    public bool MayHave(ReadOnlySpan<byte> word)
    {
        if (word.Length > PackedWord.MaxLength)
        {
            return false;
        }

        var at = PlaceOf(word);
        return (_bits[at >> 6] & (1UL << at)) != 0;
    }

    /// <summary>Whether a word may be one of them.</summary>
    /// <param name="packed">Its number; 0 for none.</param>
    /// <param name="length">Its letters.</param>
    public bool MayHave(ulong packed, int length)
    {
        if (packed == 0)
        {
            return false;
        }

        var at = PlaceOf(length, (int)packed, (int)(packed >> ((length - 1) * PackedWord.Bits)));
        return (_bits[at >> 6] & (1UL << at)) != 0;
    }

    private static int PlaceOf(ReadOnlySpan<byte> word) => PlaceOf(word.Length, word[0], word[^1]);

    private static int PlaceOf(int length, int first, int last) =>
        (length << (2 * LetterBits)) | ((first & LetterMask) << LetterBits) | (last & LetterMask);
}
