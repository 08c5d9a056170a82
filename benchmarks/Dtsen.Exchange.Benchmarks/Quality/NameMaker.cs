namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>Makes names as they stand in a register.</summary>
internal sealed class NameMaker(Random chance)
{
    /// <summary>The regions whose names are told apart.</summary>
    public enum Region
    {
        Java,
        Sunda,
        Muslim,
        Batak,
        Bali,
        East,
    }

    /// <summary>A region, by how many live there.</summary>
    public Region AnyRegion() => chance.Next(100) switch
    {
        < 40 => Region.Java,
        < 55 => Region.Sunda,
        < 80 => Region.Muslim,
        < 87 => Region.Batak,
        < 92 => Region.Bali,
        _ => Region.East,
    };

    /// <summary>A name.</summary>
    /// <param name="region">Where from.</param>
    /// <param name="woman">Whose.</param>
    /// <param name="house">The father's last word, which some regions and some fathers hand on; null where there is none.</param>
    public string Make(Region region, bool woman, string? house = null)
    {
        switch (region)
        {
            case Region.Java:
                var words = woman ? Given.JavaneseWomen : Given.JavaneseMen;
                return HandOn(Several(() => chance.Next(3) == 0 ? Compound(woman) : Pick(words)), house);
            case Region.Sunda:
                return HandOn(Several(() => Pick(woman ? Given.SundaneseWomen : Given.SundaneseMen)), house);
            case Region.Muslim:
                var name = Several(() => Pick(woman ? Given.MuslimWomen : Given.MuslimMen));
                var front = chance.Next(10) switch
                {
                    < 3 => woman ? "Siti " : "Muhammad ",
                    3 => woman ? "Nur " : "Abdul ",
                    _ => "",
                };
                return HandOn(front + name, house);
            case Region.Batak:
                return $"{Pick(woman ? Given.ChristianWomen : Given.ChristianMen)} {house ?? Pick(Given.Clans)}";
            case Region.Bali:
                return $"{(woman ? "Ni" : "I")} {Pick(Given.BirthOrders)} {Pick(woman ? Given.BalineseWomen : Given.BalineseMen)}";
            default:
                return $"{Pick(woman ? Given.ChristianWomen : Given.ChristianMen)} {house ?? Pick(Given.EasternClans)}";
        }
    }

    /// <summary>Two names that differ by the first word only, as twins' often do.</summary>
    public (string One, string Other) Twins(bool woman)
    {
        var (one, other) = woman ? Pick(Given.TwinWomen) : Pick(Given.TwinMen);
        var second = Pick(woman ? Given.MuslimWomen : Given.MuslimMen);
        return chance.Next(5) == 0 ? (one, other) : ($"{one} {second}", $"{other} {second}");
    }

    private string HandOn(string name, string? house) =>
        house is not null && chance.Next(4) == 0 && !name.Contains(house) ? $"{name} {house}" : name;

    // One word for one in five, two for most.
    private string Several(Func<string> word)
    {
        var words = new List<string>();
        var count = chance.Next(10) switch { < 2 => 1, < 8 => 2, _ => 3 };
        while (words.Count < count)
        {
            var next = word();
            if (!words.Contains(next))
            {
                words.Add(next);
            }
        }

        return string.Join(' ', words);
    }

    private string Compound(bool woman) =>
        Pick(Given.Fronts) + (chance.Next(3) == 0 ? "" : Pick(Given.Middles)) + Pick(woman ? Given.WomenEnds : Given.MenEnds);

    private T Pick<T>(T[] all) => all[chance.Next(all.Length)];
}
