namespace Dtsen.Exchange.Domain.Names;

/// <summary>Two words of which one may be what somebody made of the other by a slip.</summary>
internal static class WordSlip
{
    // One slip in a long word that people are called.
    private const int LongSlip = 84;
    private const int LongWord = 6;

    /// <summary>
    /// How alike two words of two names are as a slip and what was meant: 0 to 100, exact from <see cref="NamePairs.Doubtful"/> on.
    /// </summary>
    /// <param name="left">A name.</param>
    /// <param name="i">Place of the word in it.</param>
    /// <param name="right">Another.</param>
    /// <param name="j">Place of the word in that.</param>
    public static int Similarity(scoped in NameWords left, int i, scoped in NameWords right, int j)
    {
        ref readonly var a = ref left[i];
        ref readonly var b = ref right[j];
        if (a.Length < 3 || b.Length < 3 || (a.Known && b.Known))
        {
            // Two known names, however alike, are two names: Rina and Rini, Fauzi and Fauzan.
            return 0;
        }

        // Ears go by the key, fingers by the letters.
        var key = left.KeyOf(i);
        var otherKey = right.KeyOf(j);
        if (Endings.DifferIn(key, otherKey, out var known))
        {
            return known;
        }

        var letters = left.LettersOf(i);
        var others = right.LettersOf(j);
        var similarity = 0;
        if (a.Packed == 0 || a.Packed != a.PackedKey || b.Packed == 0 || b.Packed != b.PackedKey)
        {
            similarity = SpellingDistance.Similarity(letters, a.Packed, others, b.Packed, NamePairs.Doubtful);
        }

        // The better of both: of the keys that matters which is more than the letters have.
        var bound = Math.Max(similarity + 1, NamePairs.Doubtful);
        similarity = Math.Max(similarity, SpellingDistance.Similarity(key, a.PackedKey, otherKey, b.PackedKey, bound));
        if (a.Known != b.Known && similarity > NamePairs.Doubtful && key[0] == otherKey[0])
        {
            // A word that nobody is called, near one that many are: rather a slip than another name.
            similarity += (100 - similarity) * 3 / 10;
        }

        if (similarity >= LongSlip || !Typing.IsOneSlip(letters, others))
        {
            return similarity;
        }

        return a.Known != b.Known && Math.Max(letters.Length, others.Length) >= LongWord ? LongSlip : Math.Max(similarity, NamePairs.Slip);
    }
}
