using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>How a name is read.</summary>
internal ref partial struct NameWords
{
    /// <summary>Takes a name apart.</summary>
    /// <typeparam name="T">Characters, or bytes: then the name is in ASCII.</typeparam>
    [SkipLocalsInit]
    public void Read<T>(ReadOnlySpan<T> name)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Letters in one go where there are some, with blanks behind, so that all may be looked at.
        Span<byte> text = stackalloc byte[LetterRoom];
        var hasText = ToText(name, text);
        Read(name, hasText, text, keepTitles: false);
        if (Count == 0 && Titles)
        {
            // Nothing but what looks like a title: then it is the name.
            (_letterCount, _keyCount, Titles) = (0, 0, false);
            Read(name, hasText, text, keepTitles: true);
        }
    }

    private static bool ToText<T>(ReadOnlySpan<T> name, Span<byte> text)
        where T : unmanaged
    {
        if (name.Length > MaxLetters
            || (typeof(T) != typeof(byte) && Ascii.FromUtf16(MemoryMarshal.Cast<T, char>(name), text, out _) != OperationStatus.Done))
        {
            return false;
        }

        if (typeof(T) == typeof(byte))
        {
            MemoryMarshal.Cast<T, byte>(name).CopyTo(text);
        }

        text.Slice(name.Length, PlainWord.Width).Fill((byte)' ');
        return true;
    }

    private void Read<T>(ReadOnlySpan<T> name, bool hasText, scoped ReadOnlySpan<byte> text, bool keepTitles)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var from = 0; from < name.Length; from++)
        {
            from += hasText && ReadPlainWord(text.Slice(from, PlainWord.Width), keepTitles) is > 0 and var length
                ? length
                : ReadWord(name[from..], keepTitles);
        }

        DropTitlesAfter();
        MarkAside();
    }

    // Reads a word of nothing but letters, and tells how far; 0 where there is none.
    private int ReadPlainWord(scoped ReadOnlySpan<byte> text, bool keepTitles)
    {
        var length = PlainWord.Read(text, _letters.Slice(_letterCount, PlainWord.Width), out var packed);
        if (length is 0 or PlainWord.Width || NameLetter.CodeOf(text[length]) != NameLetter.Gap)
        {
            return 0;
        }

        ref readonly var form = ref NameLexicon.Find(packed);
        if (!keepTitles && Count == 0 && form.TitleBefore)
        {
            Titles = true;
        }
        else
        {
            AddWord(length, packed, form);
        }

        return length;
    }

    // Reads up to the next gap, and tells how far. Dots within a word part it (Moh.Yusuf), unless all together are a degree (S.Pd.).
    private int ReadWord<T>(ReadOnlySpan<T> name, bool keepTitles)
        where T : unmanaged, IBinaryInteger<T>
    {
        var start = _letterCount;
        var count = start;
        var (packed, isPlain, dot, dots) = (0ul, true, false, false);
        var at = 0;
        for (; at < name.Length; at++)
        {
            var letter = (char)ushort.CreateTruncating(name[at]);
            var code = NameLetter.CodeOf(ref letter);
            if (code == NameLetter.Gap)
            {
                break;
            }

            dots |= dot;
            dot |= code == NameLetter.Dot && at > 0;
            if (code is NameLetter.Dot or NameLetter.Nothing || count == MaxLetters)
            {
                continue;
            }

            if (code <= NameLetter.Last)
            {
                letter = (char)('@' + code);
                packed |= (ulong)code << ((count - start) * PackedWord.Bits);
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
            foreach (var part in word.Split(T.CreateTruncating('.')))
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

        // Field by field where it stands: a whole that is copied waits until all its fields are written.
        ref var word = ref _words[Count++];
        word.Packed = packed;
        word.PackedKey = key;
        word.Start = (byte)start;
        word.Length = (byte)length;
        word.KeyStart = (byte)_keyCount;
        word.KeyLength = (byte)keyLength;
        word.KeyWritten = form.Key == 0;
        word.Group = known.Group;
        word.Kind = known.Kind;
        word.Short = known.Short && length < NameWord.LongWord;
        word.Mute = known.Group == 0 && length == 2 && !SpellingKey.IsVowel(letters[0]) && !SpellingKey.IsVowel(letters[1]);
        word.TitleAfter = form.TitleAfter;
        word.Aside = false;
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
            else if (Count > 2 && _words[Count - 2].Length <= FirstHalf && last.Length <= SecondHalf
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
            if (at > 0 && at < Count - 1 && _words[at].Kind is WordKind.Patronym or WordKind.Alias)
            {
                aside = true;
                continue;
            }

            if (aside)
            {
                _words[kept] = _words[at];
                _words[kept].Aside = true;
            }

            kept++;
        }

        Count = kept;
    }
}
