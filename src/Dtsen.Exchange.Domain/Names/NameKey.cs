namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// A name as what several ways to write it have in common: without titles, words that people leave out, order, spelling and abbreviation.
/// Names with one key are not one person's for that, and a slip makes another key; it tells who writes one name again and again from who
/// writes many.
/// </summary>
public static class NameKey
{
    /// <summary>The longest key.</summary>
    public const int MaxLength = NameWords.MaxKeys + NameWords.MaxWords;

    // Forms of one name are written as its number in the lexicon, by characters that are no letters.
    private const char Groups = '\ue000';

    /// <summary>Writes the key of a name.</summary>
    /// <param name="name">The name, as written.</param>
    /// <param name="key">Takes it; room for <see cref="MaxLength"/>.</param>
    /// <returns>Length of the key; 0 where the name has no letters.</returns>
    public static int Write(ReadOnlySpan<char> name, Span<char> key)
    {
        Span<char> letters = stackalloc char[NameWords.LetterRoom];
        Span<char> keys = stackalloc char[NameWords.MaxKeys];
        Span<NameWord> storage = stackalloc NameWord[NameWords.MaxWords];
        var words = new NameWords(letters, keys, storage);
        words.Read(name);
        Span<int> order = stackalloc int[NameWords.MaxWords];
        var count = Choose(words, order, tellingOnly: true);
        count = count > 0 ? count : Choose(words, order, tellingOnly: false);
        var length = 0;
        for (var at = 0; at < count; at++)
        {
            ref readonly var word = ref words[order[at]];
            if (word.Known)
            {
                key[length++] = (char)(Groups + word.Group);
            }
            else
            {
                words.KeyOf(order[at]).CopyTo(key[length..]);
                length += word.KeyLength;
            }

            key[length++] = ' ';
        }

        return length;
    }

    // In order of what is written of them, by insertion: they are few.
    private static int Choose(in NameWords words, Span<int> order, bool tellingOnly)
    {
        var count = 0;
        for (var at = 0; at < words.Count; at++)
        {
            if (tellingOnly && (!words[at].Tells || words[at].Aside))
            {
                continue;
            }

            var place = count++;
            for (; place > 0 && Compare(words, at, order[place - 1]) < 0; place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = at;
        }

        return count;
    }

    private static int Compare(in NameWords words, int left, int right)
    {
        var byGroup = words[left].Group.CompareTo(words[right].Group);
        return byGroup != 0 || words[left].Known ? byGroup : words.KeyOf(left).SequenceCompareTo(words.KeyOf(right));
    }
}
