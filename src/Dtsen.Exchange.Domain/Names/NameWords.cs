namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// A name taken apart into words, on the stack: letters in upper case without marks, titles and degrees left out, Abdurrahman as Abdul
/// Rahman. What is beyond <see cref="MaxLetters"/> or <see cref="MaxWords"/> is left out.
/// </summary>
internal ref partial struct NameWords
{
    public const int MaxLetters = 96;
    public const int MaxWords = 12;
    public const int MaxKeys = 2 * MaxLetters;

    /// <summary>Room for all letters, and for what may be written behind them.</summary>
    public const int LetterRoom = MaxLetters + PlainWord.Width;

    /// <summary>Letters, at most, of the first half of a degree that stands in two: "S PD".</summary>
    public const int FirstHalf = 2;

    /// <summary>And of the second.</summary>
    public const int SecondHalf = 4;

    private readonly Span<char> _letters;
    private readonly Span<char> _keys;
    private readonly Span<NameWord> _words;
    private int _letterCount;
    private int _keyCount;

    /// <param name="letters">Room for <see cref="LetterRoom"/>.</param>
    /// <param name="keys">Room for <see cref="MaxKeys"/>.</param>
    /// <param name="words">Room for <see cref="MaxWords"/>.</param>
    public NameWords(Span<char> letters, Span<char> keys, Span<NameWord> words)
    {
        _letters = letters;
        _keys = keys;
        _words = words;
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether titles were left out.</summary>
    public bool Titles { get; private set; }

    /// <summary>All letters, without gaps.</summary>
    public readonly ReadOnlySpan<char> Letters => _letters[.._letterCount];

    public readonly ref NameWord this[int at] => ref _words[at];

    public readonly ReadOnlySpan<char> LettersOf(int at) => _letters.Slice(_words[at].Start, _words[at].Length);

    public readonly ReadOnlySpan<char> KeyOf(int at)
    {
        ref var word = ref _words[at];
        var key = _keys.Slice(word.KeyStart, word.KeyLength);
        if (!word.KeyWritten)
        {
            PackedWord.Write(word.PackedKey, key);
            word.KeyWritten = true;
        }

        return key;
    }

    /// <summary>The letters of neighbouring words, together.</summary>
    public readonly ReadOnlySpan<char> LettersOf(int first, int count) =>
        _letters[_words[first].Start..(_words[first + count - 1].Start + _words[first + count - 1].Length)];

    /// <summary>Neighbouring words as text, a blank between.</summary>
    public readonly string TextOf(int first, int count)
    {
        var text = LettersOf(first).ToString();
        for (var at = first + 1; at < first + count; at++)
        {
            text += $" {LettersOf(at)}";
        }

        return text;
    }
}
