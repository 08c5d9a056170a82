namespace Dtsen.Exchange.Domain.Names;

/// <summary>
/// A name taken apart into words, on the stack: letters in upper case without marks, titles and degrees left out, Abdurrahman as Abdul
/// Rahman. What is beyond <see cref="MaxLetters"/> or <see cref="MaxWords"/> is left out.
/// </summary>
internal ref struct NameWords
{
    public const int MaxLetters = 96;
    public const int MaxWords = 12;
    public const int MaxKeys = 2 * MaxLetters;

    // U+00C0 to U+017F without their marks.
    private const string PlainLatin =
        "AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTS" + "AAAAAAACEEEEIIIIDNOOOOOXOUUUUYTY"
        + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLL"
        + "LLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

    private readonly Span<char> _letters;
    private readonly Span<char> _keys;
    private readonly Span<NameWord> _words;
    private int _letterCount;
    private int _keyCount;

    /// <param name="letters">Room for <see cref="MaxLetters"/>.</param>
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

    public readonly ReadOnlySpan<char> KeyOf(int at) => _keys.Slice(_words[at].KeyStart, _words[at].KeyLength);

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

    /// <summary>Takes a name apart.</summary>
    public void Read(ReadOnlySpan<char> name)
    {
        Read(name, keepTitles: false);
        if (Count == 0 && Titles)
        {
            // Nothing but what looks like a title: then it is the name.
            (_letterCount, _keyCount, Titles) = (0, 0, false);
            Read(name, keepTitles: true);
        }
    }

    private void Read(ReadOnlySpan<char> name, bool keepTitles)
    {
        var from = 0;
        while (from < name.Length)
        {
            while (from < name.Length && IsGap(name[from]))
            {
                from++;
            }

            var to = from;
            while (to < name.Length && !IsGap(name[to]))
            {
                to++;
            }

            if (to > from)
            {
                ReadWord(name[from..to], keepTitles);
            }

            from = to;
        }

        DropTitlesAfter();
        MarkAside();
    }

    private static bool IsGap(char letter) => char.IsWhiteSpace(letter) || letter is ',' or '-' or '/' or '_' or ';' or '(' or ')' or '"';

    // What stands between two gaps. Dots within it part words (Moh.Yusuf), unless all together are a degree (S.Pd.).
    private void ReadWord(ReadOnlySpan<char> word, bool keepTitles)
    {
        var start = _letterCount;
        var dots = false;
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == '.')
            {
                dots |= at > 0 && at < word.Length - 1;
            }
            else
            {
                AddLetter(word[at]);
            }
        }

        var letters = _letters[start.._letterCount];
        if (!keepTitles && ((Count == 0 && NameLexicon.IsTitleBefore(letters)) || (Count > 0 && dots && NameLexicon.IsTitleAfter(letters))))
        {
            Titles = true;
            _letterCount = start;
        }
        else if (!dots)
        {
            AddWord(start);
        }
        else
        {
            _letterCount = start;
            foreach (var part in word.Split('.'))
            {
                if (!word[part].IsEmpty)
                {
                    ReadWord(word[part], keepTitles);
                }
            }
        }
    }

    private void AddWord(int start)
    {
        var length = _letterCount - start;
        if (length == 0)
        {
            return;
        }

        if (Count == MaxWords)
        {
            _letterCount = start;
            return;
        }

        var letters = _letters.Slice(start, length);
        var keyLength = SpellingKey.Write(letters, _keys[_keyCount..]);
        var known = NameLexicon.Find(_keys.Slice(_keyCount, keyLength));
        if (known.Group == 0 && length < MaxLetters && AbdulLength(letters) is var first and > 0 && Count < MaxWords - 1)
        {
            // "Abdurrahman" is "Abdul Rahman".
            _letterCount = start + first;
            AddWord(start);
            _letterCount = start + length;
            AddWord(start + first);
            return;
        }

        _words[Count++] = new NameWord
        {
            Start = (byte)start,
            Length = (byte)length,
            KeyStart = (byte)_keyCount,
            KeyLength = (byte)keyLength,
            Group = known.Group,
            Kind = known.Kind,
            Short = known.Short && length < 5,
            Mute = known.Group == 0 && length == 2 && !SpellingKey.IsVowel(letters[0]) && !SpellingKey.IsVowel(letters[1]),
        };
        _keyCount += keyLength;
    }

    // Where the servant ends and the name of God begins: Abdul-karim, Abdur-rahman, Abdu-rahman; 0 where the word is none of these.
    private static int AbdulLength(ReadOnlySpan<char> letters) =>
        letters.Length < 8 || !letters.StartsWith("ABDU") || SpellingKey.IsVowel(letters[4]) ? 0
        : letters[4] == 'L' || letters[4] == letters[5] ? 5
        : 4;

    // "S PD" or "SPD" at the end; what is also a name stays one.
    private void DropTitlesAfter()
    {
        while (Count > 1)
        {
            ref readonly var last = ref _words[Count - 1];
            if ((!last.Known || last.Short) && NameLexicon.IsTitleAfter(LettersOf(Count - 1)))
            {
                Count--;
            }
            else if (Count > 2 && _words[Count - 2].Length <= 2 && last.Length <= 4 && NameLexicon.IsTitleAfter(LettersOf(Count - 2, 2)))
            {
                Count -= 2;
            }
            else
            {
                return;
            }

            Titles = true;
        }
    }

    // Takes "bin" and "alias" out, and marks what follows them.
    private void MarkAside()
    {
        var kept = 0;
        var aside = false;
        for (var at = 0; at < Count; at++)
        {
            if (at > 0 && _words[at].Kind is WordKind.Patronym or WordKind.Alias && at < Count - 1)
            {
                aside = true;
                continue;
            }

            _words[kept] = _words[at];
            _words[kept++].Aside = aside;
        }

        Count = kept;
    }

    private void AddLetter(char letter)
    {
        if (_letterCount == MaxLetters)
        {
            return;
        }

        if (letter is >= 'A' and <= 'Z')
        {
            _letters[_letterCount++] = letter;
        }
        else if (letter is >= 'a' and <= 'z')
        {
            _letters[_letterCount++] = (char)(letter - 32);
        }
        else if (letter is >= '0' and <= '9')
        {
            // Digits come from eyes and machines that read them for letters.
            _letters[_letterCount++] = letter switch { '0' => 'O', '1' => 'I', '3' => 'E', '5' => 'S', '8' => 'B', _ => letter };
        }
        else if (letter > 127 && char.IsLetter(letter))
        {
            _letters[_letterCount++] = Plain(letter);
        }
    }

    private static char Plain(char letter)
    {
        var upper = char.ToUpperInvariant(letter);
        return upper is >= '\u00c0' and < '\u0180' ? PlainLatin[upper - '\u00c0'] : upper;
    }
}
