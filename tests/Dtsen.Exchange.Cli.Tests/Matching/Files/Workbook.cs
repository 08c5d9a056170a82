using System.IO.Compression;

namespace Dtsen.Exchange.Cli.Tests.Matching.Files;

/// <summary>A workbook as spreadsheets write it, made of the XML of its first sheet: not by the code that is tested.</summary>
internal static class Workbook
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    /// <summary>Writes one. Styles: 0 general, 1 day (format 14), 2 day of an own format, 3 an own format that is no day.</summary>
    /// <param name="path">File.</param>
    /// <param name="rows">Content of sheetData.</param>
    /// <param name="shared">Content of sst.</param>
    /// <param name="date1904">Whether days are counted from 1904.</param>
    public static void Write(string path, string rows, string shared, bool date1904 = false)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Part(zip, "xl/workbook.xml",
            $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + $"<workbookPr date1904=\"{(date1904 ? 1 : 0)}\"/><sheets><sheet name=\"Data\" sheetId=\"3\" r:id=\"rId7\"/>"
            + "<sheet name=\"Lain\" sheetId=\"4\" r:id=\"rId8\"/></sheets></workbook>");
        Part(zip, "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId8\" Type=\"x\" Target=\"worksheets/sheet1.xml\"/>"
            + "<Relationship Id=\"rId7\" Type=\"x\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
        Part(zip, "xl/worksheets/sheet2.xml", $"<worksheet {Main}><cols><col min=\"1\"/></cols><sheetData>{rows}</sheetData></worksheet>");
        Part(zip, "xl/sharedStrings.xml", $"<sst {Main}>{shared}</sst>");
        Part(zip, "xl/styles.xml",
            $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"[Red]0&quot;day&quot;\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");
    }

    private static void Part(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(content);
    }
}
