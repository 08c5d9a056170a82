using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Dtsen.Exchange.Cli.Xlsx;

/// <summary>
/// What the rows of a workbook refer to: its first sheet, its shared texts, and which styles show a number as a day. Elements are found by
/// their local names, which the strict form of the standard shares with the usual one.
/// </summary>
internal sealed partial class XlsxParts
{
    private const int FirstOwnFormat = 164;

    private readonly ZipArchive _zip;

    /// <exception cref="InvalidDataException">It is no workbook.</exception>
    public XlsxParts(ZipArchive zip)
    {
        _zip = zip;
        var workbook = Load("xl/workbook.xml") ?? throw new InvalidDataException("The file is no workbook.");
        CountsFrom1904 = All(workbook, "workbookPr").Any(properties => (string?)properties.Attribute("date1904") is "1" or "true");
        var sheet = All(workbook, "sheet").FirstOrDefault() ?? throw new InvalidDataException("The workbook has no sheet.");
        var id = sheet.Attributes().First(attribute => attribute.Name.LocalName == "id" && attribute.Name.NamespaceName.Length > 0).Value;
        var relations = Load("xl/_rels/workbook.xml.rels")
            ?? throw new InvalidDataException("The workbook does not say where its sheets are.");
        var target = All(relations, "Relationship").First(relation => (string?)relation.Attribute("Id") == id).Attribute("Target")!.Value;
        Sheet = zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target)
            ?? throw new InvalidDataException("The first sheet is not in the workbook.");
        Texts = ReadTexts();
        DayStyles = ReadDayStyles();
    }

    /// <summary>The first sheet.</summary>
    public ZipArchiveEntry Sheet { get; }

    /// <summary>Whether days are counted from 1904, as old workbooks of a Mac do.</summary>
    public bool CountsFrom1904 { get; }

    /// <summary>Texts to which cells refer by their place.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Styles, by their place, that show a number as a day.</summary>
    public IReadOnlySet<int> DayStyles { get; }

    private static IEnumerable<XElement> All(XDocument document, string name) =>
        document.Descendants().Where(element => element.Name.LocalName == name);

    private XDocument? Load(string name)
    {
        using var part = _zip.GetEntry(name)?.Open();
        return part is null ? null : XDocument.Load(part);
    }

    private List<string> ReadTexts()
    {
        var texts = new List<string>();
        if (_zip.GetEntry("xl/sharedStrings.xml") is { } entry)
        {
            using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { CloseInput = true });
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
                {
                    texts.Add(XlsxText.Read(xml));
                }
            }
        }

        return texts;
    }

    private HashSet<int> ReadDayStyles()
    {
        if (Load("xl/styles.xml") is not { } styles)
        {
            return [];
        }

        var own = All(styles, "numFmt")
            .Where(format => ShowsDay().IsMatch(Quoted().Replace((string?)format.Attribute("formatCode") ?? "", "")))
            .Select(format => (int?)format.Attribute("numFmtId"))
            .ToHashSet();
        return
        [
            .. All(styles, "cellXfs").Elements()
                .Select((style, place) => (Format: (int?)style.Attribute("numFmtId") ?? 0, place))
                .Where(style => own.Contains(style.Format) || (style.Format < FirstOwnFormat && style.Format is >= 14 and <= 17 or 22))
                .Select(style => style.place),
        ];
    }

    [GeneratedRegex("[dy]", RegexOptions.IgnoreCase)]
    private static partial Regex ShowsDay();

    // Texts, escaped characters, colours and languages in a format: "hari" d, \d, [Red].
    [GeneratedRegex("""("[^"]*")|(\\.)|(\[[^\]]*\])""")]
    private static partial Regex Quoted();
}
