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

    private const byte Gap = 0;
    private const byte LastLetter = 26;
    private const byte Dot = 27;
    private const byte OtherLetter = 28;
    private const byte Nothing = 29;

    // What each character of ASCII is: a letter of the alphabet, from 1, or one of the above.
    private static readonly byte[] Codes = [.. Enumerable.Range(0, 128).Select(code => CodeOf((char)code))];

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
        for (var from = 0; from < name.Length; from++)
        {
            from += ReadWord(name[from..], keepTitles);
        }

        DropTitlesAfter();
        MarkAside();
    }

    // Reads up to the next gap, and tells how far. Dots within a word part it (Moh.Yusuf), unless all together are a degree (S.Pd.).
    private int ReadWord(ReadOnlySpan<char> name, bool keepTitles)
    {
        var start = _letterCount;
        var count = start;
        var (packed, isPlain, dot, dots) = (0ul, true, false, false);
        var at = 0;
        for (; at < name.Length; at++)
        {
            var letter = name[at];
            var code = letter < 128 ? Codes[letter] : CodeOfOther(ref letter);
            if (code == Gap)
            {
                break;
            }

            dots |= dot;
            dot |= code == Dot && at > 0;
            if (code is Dot or Nothing || count == MaxLetters)
            {
                continue;
            }

            if (code <= LastLetter)
            {
                letter = (char)('@' + code);
                packed = (packed << PackedWord.Bits) | code;
            }
            else
            {
                isPlain = false;
            }

            _letters[count++] = letter;
        }

        if (count == start)
        {
            return at;
        }

        packed = isPlain && count - start <= PackedWord.MaxLength ? packed : 0;
        ref readonly var form = ref NameLexicon.Find(packed);
        if (!keepTitles && (Count == 0 ? form.TitleBefore : dots && form.TitleAfter))
        {
            Titles = true;
        }
        else if (dots)
        {
            var word = name[..at];
            foreach (var part in word.Split('.'))
            {
                ReadWord(word[part], keepTitles);
            }
        }
        else
        {
            AddWord(count - start, packed, form);
        }

        return at;
    }

    // Takes letters that stand behind those before.
    private void AddWord(int length, ulong packed, in NameLexicon.Form form)
    {
        if (Count == MaxWords)
        {
            return;
        }

        var start = _letterCount;
        var letters = _letters.Slice(start, length);
        var (key, keyLength, known) = (form.Key, (int)form.KeyLength, form.Word);
        if (key == 0)
        {
            keyLength = SpellingKey.Write(letters, _keys[_keyCount..]);
            key = PackedWord.Of(_keys.Slice(_keyCount, keyLength));
            known = NameLexicon.Find(_keys.Slice(_keyCount, keyLength), key);
            if (known.Group == 0 && length < MaxLetters && AbdulLength(letters) is var first and > 0 && Count < MaxWords - 1)
            {
                // "Abdurrahman" is "Abdul Rahman".
                AddWord(first, PackedWord.Of(letters[..first]), NameLexicon.Find(PackedWord.Of(letters[..first])));
                AddWord(length - first, PackedWord.Of(letters[first..]), NameLexicon.Find(PackedWord.Of(letters[first..])));
                return;
            }
        }

        _words[Count++] = new NameWord
        {
            Packed = packed,
            PackedKey = key,
            Start = (byte)start,
            Length = (byte)length,
            KeyStart = (byte)_keyCount,
            KeyLength = (byte)keyLength,
            KeyWritten = form.Key == 0,
            Group = known.Group,
            Kind = known.Kind,
            Short = known.Short && length < 5,
            Mute = known.Group == 0 && length == 2 && !SpellingKey.IsVowel(letters[0]) && !SpellingKey.IsVowel(letters[1]),
            TitleAfter = form.TitleAfter,
        };
        _keyCount += keyLength;
        _letterCount += length;
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
            if ((!last.Known || last.Short) && last.TitleAfter)
            {
                Count--;
            }
            else if (Count > 2 && _words[Count - 2].Length <= 2 && last.Length <= 4
                && NameLexicon.Find(PackedWord.Of(LettersOf(Count - 2, 2))).TitleAfter)
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

    private static byte CodeOf(char character) => character switch
    {
        >= 'A' and <= 'Z' => (byte)(character - '@'),
        >= 'a' and <= 'z' => (byte)(character - '`'),
        // Digits come from eyes and machines that read them for letters.
        '0' => CodeOf('O'),
        '1' => CodeOf('I'),
        '3' => CodeOf('E'),
        '5' => CodeOf('S'),
        '8' => CodeOf('B'),
        >= '0' and <= '9' => OtherLetter,
        '.' => Dot,
        ',' or '-' or '/' or '_' or ';' or '(' or ')' or '"' => Gap,
        _ => char.IsWhiteSpace(character) ? Gap : Nothing,
    };

    // A letter that is not of ASCII becomes the one without marks; it may stay one of another alphabet, which has no number.
    private static byte CodeOfOther(ref char character)
    {
        if (!char.IsLetter(character))
        {
            return char.IsWhiteSpace(character) ? Gap : Nothing;
        }

        var upper = char.ToUpperInvariant(character);
        character = upper is >= '\u00c0' and < '\u0180' ? PlainLatin[upper - '\u00c0'] : upper;
        return char.IsAsciiLetterUpper(character) ? CodeOf(character) : OtherLetter;
    }
}
