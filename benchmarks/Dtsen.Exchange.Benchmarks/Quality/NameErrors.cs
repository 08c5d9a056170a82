using System.Text;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>
/// What becomes of a name between a person and a file: rules of its own, which know nothing of how names are compared. Each takes a name
/// and gives what somebody wrote, or null where it has nothing to change.
/// </summary>
internal sealed class NameErrors(Random chance, Func<Resident, string?> partner, Func<Resident, string?> father)
{
    /// <summary>The kinds and how often each happens, of a hundred.</summary>
    private static readonly (string Kind, int Share)[] Shares =
    [
        ("typing", 20), ("hearing", 20), ("title", 14), ("old spelling", 10), ("abbreviation", 10),
        ("word left out", 7), ("joined or split", 6),
        ("partner or father added", 5), ("punctuation", 4), ("read by machine", 2), ("word order", 2),
    ];

    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static readonly (string From, string To)[] Sounds =
    [
        ("f", "p"), ("p", "f"), ("v", "p"), ("v", "f"), ("z", "j"), ("z", "s"), ("kh", "h"), ("dh", "d"), ("y", "i"),
        ("i", "y"), ("q", "k"),
        ("ai", "ae"), ("ei", "e"), ("iya", "ia"), ("ia", "iya"), ("ie", "i"), ("sy", "s"), ("th", "t"), ("gh", "g"),
        ("dd", "d"), ("nn", "n"),
        ("ll", "l"), ("ah", "a"), ("o", "u"), ("u", "o"), ("ks", "x"), ("c", "k"), ("d", "t"), ("e", "i"),
        ("uwa", "ua"), ("au", "o"), ("yy", "y"),
    ];

    private static readonly (string From, string To)[] OldSpelling =
        [("u", "oe"), ("j", "dj"), ("y", "j"), ("c", "tj"), ("sy", "sj"), ("ny", "nj"), ("kh", "ch")];

    private static readonly (string From, string To)[] Short =
    [
        ("Muhammad", "M."), ("Muhammad", "Muh."), ("Muhammad", "Moh"), ("Muhammad", "Mochamad"),
        ("Muhammad", "Mohamad"), ("Muhammad", "Mhd"),
        ("Abdul", "Abd."), ("Abdul", "Abd"), ("Siti", "St."), ("Siti", "Sti"), ("Ahmad", "Achmad"), ("Ahmad", "A."), ("Nur", "Noor"),
        ("Wayan", "Wyn"), ("Nyoman", "Nym"), ("Ketut", "Kt"), ("Gede", "Gd"), ("Dewi", "Dewy"),
    ];

    private static readonly string[] MenBefore = ["H. ", "H ", "Drs. ", "Ir. ", "Bpk. ", "KH. ", "Dr. ", "Haji ", "Raden ", "Alm. "];
    private static readonly string[] WomenBefore = ["Hj. ", "Hj ", "Ibu ", "Ny. ", "Dra. ", "Hajjah ", "dr. ", "Almh. "];
    private static readonly string[] After =
    [
        ", S.Pd.", " S.Pd", ", SE", " SH", ", S.Sos", ", A.Md", " M.Si", ", ST", " S.Ag", ", S.Kom.", ", M.Pd",
    ];
    private static readonly (string From, string To)[] Glyphs =
    [
        ("o", "0"), ("i", "1"), ("s", "5"), ("rn", "m"), ("m", "rn"), ("l", "i"), ("b", "8"),
    ];

    /// <summary>Changes a name in one way.</summary>
    /// <param name="person">Whose name it is.</param>
    /// <param name="name">What it has become so far.</param>
    /// <param name="kind">What happened.</param>
    public string Change(Resident person, string name, out string kind)
    {
        while (true)
        {
            kind = AnyKind();
            var changed = kind switch
            {
                "typing" => Typed(name),
                "hearing" => Replace(name, Sounds),
                "title" => Titled(person, name),
                "old spelling" => Replace(name, OldSpelling),
                "abbreviation" => Abbreviated(name),
                "word left out" => LeftOut(person, name),
                "joined or split" => Joined(name),
                "partner or father added" => Added(person, name),
                "punctuation" => Punctuated(name),
                "read by machine" => Replace(name, Glyphs),
                _ => Reordered(name),
            };
            if (changed is not null && changed != name)
            {
                return changed;
            }
        }
    }

    private string AnyKind()
    {
        var at = chance.Next(Shares.Sum(share => share.Share));
        foreach (var (kind, share) in Shares)
        {
            at -= share;
            if (at < 0)
            {
                return kind;
            }
        }

        return Shares[0].Kind;
    }

    private string? Typed(string name)
    {
        var at = chance.Next(name.Length);
        if (!char.IsLetter(name[at]))
        {
            return null;
        }

        var text = new StringBuilder(name);
        switch (chance.Next(5))
        {
            case 0:
                text[at] = Near(name[at]);
                break;
            case 1:
                text.Remove(at, 1);
                break;
            case 2:
                text.Insert(at, name[at]);
                break;
            case 3 when at + 1 < name.Length && char.IsLetter(name[at + 1]):
                (text[at], text[at + 1]) = (text[at + 1], text[at]);
                break;
            default:
                text.Insert(at, Near(name[at]));
                break;
        }

        return text.ToString().Trim() is { Length: > 2 } typed ? typed : null;
    }

    private char Near(char letter)
    {
        var lower = char.ToLowerInvariant(letter);
        var row = Rows.First(row => row.Contains(lower));
        var at = row.IndexOf(lower) + (chance.Next(2) == 0 ? -1 : 1);
        return row[Math.Clamp(at, 0, row.Length - 1)];
    }

    private string? Replace(string name, (string From, string To)[] rules)
    {
        var places = rules.SelectMany(rule => Enumerable.Range(0, name.Length)
                .Where(at => string.Compare(name, at, rule.From, 0, rule.From.Length, StringComparison.OrdinalIgnoreCase) == 0)
                .Select(at => (At: at, rule.From, rule.To)))
            .ToList();
        if (places.Count == 0)
        {
            return null;
        }

        var (place, from, to) = places[chance.Next(places.Count)];
        return name[..place] + to + name[(place + from.Length)..];
    }

    private string Titled(Resident person, string name)
    {
        var before = person.Woman ? WomenBefore : MenBefore;
        return chance.Next(5) switch
        {
            < 3 => before[chance.Next(before.Length)] + name,
            3 => name + After[chance.Next(After.Length)],
            _ => before[chance.Next(before.Length)] + name + After[chance.Next(After.Length)],
        };
    }

    private string? Abbreviated(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && chance.Next(3) == 0)
        {
            words[^1] = $"{words[^1][0]}.";
            return string.Join(' ', words);
        }

        var forms = Short.Where(form => words.Length > 1 && words.Contains(form.From)).ToList();
        if (forms.Count == 0)
        {
            return null;
        }

        var (from, to) = forms[chance.Next(forms.Count)];
        words[Array.IndexOf(words, from)] = to;
        return string.Join(' ', words);
    }

    // Something of the person is left: nobody is entered as "Ibu" or "I".
    private string? LeftOut(Resident person, string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || (words.Length == 2 && chance.Next(3) > 0))
        {
            return null;
        }

        var left = chance.Next(4) == 0 ? words[1..] : words[..^1];
        return left.Any(word => word.Length > 2 && person.Words.Contains(word)) ? string.Join(' ', left) : null;
    }

    private string? Joined(string name)
    {
        var gap = name.IndexOf(' ');
        if (gap > 0 && name[..gap].All(char.IsLetter) && chance.Next(3) > 0)
        {
            return name[..gap] + name[(gap + 1)..].ToLowerInvariant();
        }

        var at = chance.Next(3, Math.Max(4, name.Length - 3));
        return name.Length > 8 && char.IsLetter(name[at]) && char.IsLetter(name[at - 1]) ? name.Insert(at, " ") : null;
    }

    private string? Added(Resident person, string name) => person.Place switch
    {
        Place.Mother => partner(person) is { } husband ? $"{name} {husband.Split(' ')[0]}" : null,
        Place.Father => null,
        _ => father(person) is { } known ? $"{name} {(person.Woman ? "binti" : "bin")} {known}" : null,
    };

    private string? Punctuated(string name) => chance.Next(4) switch
    {
        0 => name.Replace(' ', '.'),
        1 => name.Replace(" ", "  ") + " ",
        2 => name.Replace("a", "a'", StringComparison.Ordinal),
        _ => name.Contains(' ') ? name.Replace(' ', '-') : null,
    };

    private static string? Reordered(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? null : string.Join(' ', [words[^1], .. words[..^1]]);
    }
}
