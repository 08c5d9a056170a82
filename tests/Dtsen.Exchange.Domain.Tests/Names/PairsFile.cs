namespace Dtsen.Exchange.Domain.Tests.Names;

/// <summary>The labelled pairs of names: a, b, verdict (same, possible, different, or apart for the last two), reason.</summary>
internal static class PairsFile
{
    public static IEnumerable<string[]> Rows()
    {
        using var file = typeof(PairsFile).Assembly.GetManifestResourceStream("pairs.csv")!;
        using var reader = new StreamReader(file);
        Assert.Equal("a,b,verdict,reason", reader.ReadLine());
        while (reader.ReadLine() is { } line)
        {
            yield return Cells(line);
        }
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == ',' && !quoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += letter;
            }
        }

        Assert.Equal(4, cells.Count);
        return [.. cells];
    }
}
