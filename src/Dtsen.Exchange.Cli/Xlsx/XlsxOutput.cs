using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Dtsen.Exchange.Cli.Xlsx;

/// <summary>
/// Writes a workbook of one sheet in which every cell is text, row by row. The same rows give the same bytes: nothing in it says when
/// it was written.
/// </summary>
internal sealed class XlsxOutput : IDisposable
{
    /// <summary>Rows that a sheet holds.</summary>
    public const int MaxRows = 1_048_576;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly XmlWriter _sheet;

    public XlsxOutput(Stream stream)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/></Types>
            """);
        Part("_rels/.rels", $"""
            <Relationships xmlns="{Relations}">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Hasil" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Relations}">
            <Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);

        // Style 1 is format 49, text: a NIK that is edited by hand stays text too.
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
            <cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
            """);
        _sheet = XmlWriter.Create(Entry("xl/worksheets/sheet1.xml"), new XmlWriterSettings { CloseOutput = true });
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteStartElement("sheetData", Main);
    }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<string> cells)
    {
        _sheet.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            _sheet.WriteStartElement("c", Main);
            _sheet.WriteAttributeString("s", "1");
            _sheet.WriteAttributeString("t", "inlineStr");
            _sheet.WriteStartElement("is", Main);
            _sheet.WriteStartElement("t", Main);
            _sheet.WriteAttributeString("xml", "space", null, "preserve");
            _sheet.WriteString(WithoutControls(cell));
            _sheet.WriteEndElement();
            _sheet.WriteEndElement();
            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    public void Dispose()
    {
        _sheet.Dispose();
        _zip.Dispose();
    }

    // XML has no way to write most control characters, nor half a character.
    private static string WithoutControls(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException)
        {
            return string.Concat(text.EnumerateRunes().Select(rune =>
                rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : " "));
        }
    }

    private void Part(string name, string content)
    {
        using var writer = new StreamWriter(Entry(name), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + content.ReplaceLineEndings("\n"));
    }

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name);
        entry.LastWriteTime = Always;
        return entry.Open();
    }
}
