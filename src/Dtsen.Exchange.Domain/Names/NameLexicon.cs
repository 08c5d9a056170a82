using System.Collections.Frozen;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>The words of names that are known, from <c>lexicon.txt</c>; found by their spelling key, titles by their letters.</summary>
internal static class NameLexicon
{
    private const string TitlesBefore = "title-before";
    private const string TitlesAfter = "title-after";

    // Words as they stand in the file, and words by their keys; the few keys that have no number apart.
    private static readonly PackedTable<Form> Forms;
    private static readonly PackedTable<Word> Words;
    private static readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> LongWords;
    private static readonly FewWords FewBefore;
    private static readonly FewWords FewAfter;

    static NameLexicon()
    {
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        var titles = new Dictionary<string, (bool Before, bool After)>(StringComparer.Ordinal);
        short number = 0;
        foreach (var (section, group) in Groups())
        {
            number++;
            foreach (var form in group)
            {
                var letters = form.TrimEnd('.');
                var title = titles.GetValueOrDefault(letters);
                titles[letters] = (title.Before || section == TitlesBefore, title.After || section == TitlesAfter);
                if (section is not (TitlesBefore or TitlesAfter))
                {
                    words.TryAdd(KeyOf(letters), new Word(number, KindOf(section), form.EndsWith('.')));
                }
            }
        }

        LongWords = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Words = new(words.Where(word => PackedWord.Of(word.Key) != 0).ToDictionary(word => PackedWord.Of(word.Key), word => word.Value));
        Forms = new(titles.Keys.Where(letters => PackedWord.Of(letters) != 0 && PackedWord.Of(KeyOf(letters)) != 0).ToDictionary(
            letters => PackedWord.Of(letters),
            letters => new Form(
                PackedWord.Of(KeyOf(letters)), (byte)KeyOf(letters).Length, titles[letters].Before, titles[letters].After,
                words.GetValueOrDefault(KeyOf(letters)))));
        FewBefore = new FewWords(titles.Where(title => title.Value.Before).Select(title => title.Key));
        FewAfter = new FewWords(titles.Where(title => title.Value.After).Select(title => title.Key));
    }

    /// <summary>A word that is known.</summary>
    /// <param name="Group">Its name: forms of one name have one number, from 1.</param>
    /// <param name="Kind">What it tells.</param>
    /// <param name="Short">Whether it is an abbreviation.</param>
    internal readonly record struct Word(short Group, WordKind Kind, bool Short);

    /// <summary>A word as it stands in the file.</summary>
    /// <param name="Key">Number of its key; 0 where the file does not have it.</param>
    /// <param name="KeyLength">Letters of the key.</param>
    /// <param name="TitleBefore">Whether these letters, without dots, are a title that stands before a name.</param>
    /// <param name="TitleAfter">Whether they are a degree that stands after a name.</param>
    /// <param name="Word">What is known of it as a word.</param>
    internal readonly record struct Form(ulong Key, byte KeyLength, bool TitleBefore, bool TitleAfter, Word Word);

    /// <summary>A word as it stands in the file; the default where it does not.</summary>
    /// <param name="packed">Number of its letters; 0 for none.</param>
    public static ref readonly Form Find(ulong packed) => ref Forms[packed];

    /// <summary>Whether a word, letters A to Z in either case, is no title that stands before a name.</summary>
    public static bool IsNoTitleBefore(ReadOnlySpan<byte> word) =>
        !FewBefore.MayHave(word) || !Find(PackedWord.OfLetters(word)).TitleBefore;

    /// <summary>The same of degrees that stand after one.</summary>
    public static bool IsNoTitleAfter(ReadOnlySpan<byte> word) =>
        !FewAfter.MayHave(word) || !Find(PackedWord.OfLetters(word)).TitleAfter;

    /// <summary>Whether a word is a title that stands before a name.</summary>
    /// <param name="packed">Number of its letters; 0 for none.</param>
    /// <param name="length">How many these are.</param>
    public static bool IsTitleBefore(ulong packed, int length) => FewBefore.MayHave(packed, length) && Find(packed).TitleBefore;

    /// <summary>The same of degrees that stand after one.</summary>
    public static bool IsTitleAfter(ulong packed, int length) => FewAfter.MayHave(packed, length) && Find(packed).TitleAfter;

    /// <summary>What is known of a word; the default where nothing is.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="packed">Number of the key; 0 for none.</param>
    public static Word Find(ReadOnlySpan<char> key, ulong packed) =>
        packed != 0 ? Words[packed] : LongWords.TryGetValue(key, out var word) ? word : default;

    /// <summary>The groups of the file, with the section that each stands in.</summary>
    internal static IReadOnlyList<(string Section, string[] Forms)> Groups()
    {
        var groups = new List<(string, string[])>();
        var section = "";
        foreach (var line in Lines())
        {
            if (line.StartsWith('['))
            {
                section = line.Trim('[', ']');
            }
            else if (!line.StartsWith('#'))
            {
                groups.AddRange(line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(group => (section, group.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
            }
        }

        return groups;
    }

    private static string[] Lines()
    {
        using var file = typeof(NameLexicon).Assembly.GetManifestResourceStream("Dtsen.Exchange.Domain.Names.lexicon.txt")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.TrimEntries);
    }

    internal static string KeyOf(string word)
    {
        Span<char> key = stackalloc char[2 * word.Length];
        return key[..SpellingKey.Write(word, key)].ToString();
    }

    private static WordKind KindOf(string section) => section switch
    {
        "optional" => WordKind.Optional,
        "common" => WordKind.Common,
        "birth-order" => WordKind.BirthOrder,
        "patronym" => WordKind.Patronym,
        "alias" => WordKind.Alias,
        "family" => WordKind.Family,
        "given" => WordKind.Given,
        _ => throw new InvalidDataException($"lexicon.txt has a section [{section}] that nothing reads."),
    };
}
