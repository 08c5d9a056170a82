using System.Globalization;

namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>Reads the regions' CSV files. The only file reading in this project: the list is part of what the types mean.</summary>
internal static class WilayahFiles
{
    private static readonly (string File, int ParentColumns)[] Files =
        [("provinces.csv", 0), ("regencies.csv", 1), ("districts.csv", 1), ("villages.csv", 1)];

    public static WilayahTable Load(string folder)
    {
        var regions = new Dictionary<WilayahCode, Wilayah>(100_000);
        foreach (var (file, parentColumns) in Files)
        {
            using var reader = new StreamReader(Path.Combine(folder, file));
            Read(file, reader, parentColumns, regions);
        }

        var overlay = Path.Combine(folder, "validity.csv");
        if (File.Exists(overlay))
        {
            using var reader = new StreamReader(overlay);
            Overlay("validity.csv", reader, regions);
        }

        return new WilayahTable(regions);
    }

    /// <summary>Columns: code with dots, the parent's code where there is one, name.</summary>
    internal static void Read(string file, TextReader reader, int parentColumns, Dictionary<WilayahCode, Wilayah> regions)
    {
        foreach (var (line, cells) in Rows(file, reader, 2 + parentColumns))
        {
            var code = CodeIn(file, line, Undotted(cells[0]));
            if ((code.Parent?.ToString() ?? "") != (parentColumns == 0 ? "" : Undotted(cells[1])))
            {
                throw new WilayahFileException(file, line, "the second column must hold the code of the region one level up.");
            }

            if (code.Parent is { } parent && !regions.ContainsKey(parent))
            {
                throw new WilayahFileException(file, line, "the region one level up is not listed in the file before.");
            }

            if (!regions.TryAdd(code, new Wilayah(code, cells[^1])))
            {
                throw new WilayahFileException(file, line, "the code is listed twice.");
            }
        }
    }

    /// <summary>Columns: code without dots, name, first day, last day (empty: open); a code not listed elsewhere is added.</summary>
    internal static void Overlay(string file, TextReader reader, Dictionary<WilayahCode, Wilayah> regions)
    {
        foreach (var (line, cells) in Rows(file, reader, 4))
        {
            var code = CodeIn(file, line, cells[0]);
            var name = cells[1].Length > 0 ? cells[1] : regions.GetValueOrDefault(code)?.Name;
            if (name is null)
            {
                throw new WilayahFileException(file, line, "the code is new, so its name is needed.");
            }

            var (from, until) = (DayIn(file, line, cells[2]), DayIn(file, line, cells[3]));
            if (until < from)
            {
                throw new WilayahFileException(file, line, "the last day lies before the first.");
            }

            regions[code] = new Wilayah(code, name, from, until);
        }
    }

    private static string Undotted(string code) => code.Replace(".", "", StringComparison.Ordinal);

    private static WilayahCode CodeIn(string file, int line, string text) =>
        WilayahCode.TryParse(text, out var code)
            ? code
            : throw new WilayahFileException(file, line, "the first column must hold a code of 2, 4, 6 or 10 digits.");

    private static DateOnly? DayIn(string file, int line, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new WilayahFileException(file, line, "a day must be like 2026-01-31.");
    }

    /// <summary>Rows below the header line. A cell may be quoted; a quote within is doubled; no cell spans lines.</summary>
    private static IEnumerable<(int Line, List<string> Cells)> Rows(string file, TextReader reader, int columns)
    {
        reader.ReadLine();
        var cells = new List<string>(columns);
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            cells.Clear();
            if (!Split(text, cells) || cells.Count != columns)
            {
                throw new WilayahFileException(file, line, $"{columns} columns separated by commas are needed.");
            }

            yield return (line, cells);
        }
    }

    private static bool Split(string text, List<string> cells)
    {
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            cells.AddRange(text.Split(','));
            return true;
        }

        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (quoted && at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (text[at] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(text[at]);
            }
        }

        cells.Add(cell.ToString());
        return !quoted;
    }
}
