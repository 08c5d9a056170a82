using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>Names of words of the lexicon and of none, with titles, dots, gaps, slips and letters that nobody expects.</summary>
internal sealed class NameGenerator(int seed)
{
    private static readonly string[] Known = [.. NameLexicon.Groups().SelectMany(group => group.Forms)];

    private static readonly string[] Odd =
        ["H.", "Drs.", "S.Pd", "S", "PD", "SE", "ST", "M", "A", "bin", "alias", "ABDURSPD", "Abdulkarim", "Abdurrahman", "abdu", "d'Silva",
        "Ali-Akbar", "Ni'mah", "A.Md.", "Moh", "3ka", "R0ni", "José", "漢字", "K", "I", "Ni", ".", "-", "'", "Moh.Yusuf"];

    private static readonly string[] Gaps = [" ", " ", " ", " ", " ", " ", "  ", "-", ", ", "\t", "\u00a0"];

    private readonly Random _random = new(seed);

    /// <summary>A name.</summary>
    public string Any()
    {
        var name = _random.Next(20) == 0 ? " " : "";
        var count = _random.Next(30) == 0 ? _random.Next(15) : _random.Next(1, 5);
        for (var word = 0; word < count; word++)
        {
            name += (word == 0 ? "" : Gaps[_random.Next(Gaps.Length)]) + Word();
        }

        return _random.Next(30) == 0 ? name + " " : name;
    }

    /// <summary>The same or nearly the same name.</summary>
    public string Near(string name)
    {
        var text = _random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.ToLowerInvariant(), _ => name };
        for (var slips = _random.Next(4); slips > 0 && text.Length > 0; slips--)
        {
            var at = _random.Next(text.Length);
            text = _random.Next(5) switch
            {
                0 => text[..at] + text[(at + 1)..],
                1 => text[..at] + Letter() + text[at..],
                2 => text[..at] + Letter() + text[(at + 1)..],
                3 when at > 0 => text[..(at - 1)] + text[at] + text[at - 1] + text[(at + 1)..],
                _ => string.Join(' ', text.Split(' ').Reverse()),
            };
        }

        return text;
    }

    private string Word() => _random.Next(8) switch
    {
        0 => Odd[_random.Next(Odd.Length)],
        1 => string.Concat(Enumerable.Range(0, _random.Next(1, 20)).Select(_ => Letter())),
        2 => Near(Known[_random.Next(Known.Length)]),
        _ => Known[_random.Next(Known.Length)].TrimEnd('.'),
    };

    private char Letter() => "AAAEIIIOUUBCDFGHHJKLMNNPRSSTTVWYYZQXaeiouhnst 'é"[_random.Next(48)];
}
