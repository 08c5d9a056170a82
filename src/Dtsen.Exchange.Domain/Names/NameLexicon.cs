using System.Collections.Frozen;
using System.Text;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>The words of names that are known, from <c>lexicon.txt</c>; found by their spelling key, titles by their letters.</summary>
internal static class NameLexicon
{
    private static readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> Words;
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Before;
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> After;

    static NameLexicon()
    {
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        var before = new HashSet<string>(StringComparer.Ordinal);
        var after = new HashSet<string>(StringComparer.Ordinal);
        short number = 0;
        foreach (var (section, group) in Groups())
        {
            number++;
            foreach (var form in group)
            {
                var word = form.TrimEnd('.');
                switch (section)
                {
                    case "title-before":
                        before.Add(word);
                        break;
                    case "title-after":
                        after.Add(word);
                        break;
                    default:
                        words.TryAdd(KeyOf(word), new Word(number, KindOf(section), form.EndsWith('.')));
                        break;
                }
            }
        }

        Words = words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Before = before.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        After = after.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A word that is known.</summary>
    /// <param name="Group">Its name: forms of one name have one number, from 1.</param>
    /// <param name="Kind">What it tells.</param>
    /// <param name="Short">Whether it is an abbreviation.</param>
    internal readonly record struct Word(short Group, WordKind Kind, bool Short);

    /// <summary>What is known of a word; the default where nothing is.</summary>
    public static Word Find(ReadOnlySpan<char> key) => Words.TryGetValue(key, out var word) ? word : default;

    /// <summary>Whether these letters, without dots, are a title that stands before a name.</summary>
    public static bool IsTitleBefore(ReadOnlySpan<char> letters) => letters.Length <= 10 && Before.Contains(letters);

    /// <summary>Whether these letters, without dots, are a degree that stands after a name.</summary>
    public static bool IsTitleAfter(ReadOnlySpan<char> letters) => letters.Length <= 8 && After.Contains(letters);

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
