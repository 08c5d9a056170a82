using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Cli.Xlsx;

namespace Dtsen.Exchange.Cli.Tests.Matching.Files;

public sealed class XlsxTableTests : IDisposable
{
    private const string Shared =
        "<si><t>NIK</t></si><si><r><t>NA</t></r><r><t>MA</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>"
        + "<si><t xml:space=\"preserve\"> Siti </t></si>";

    private readonly TemporaryFolder _folder = new();

    private string Input => _folder.Inner("x.xlsx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_are_read_as_they_were_meant()
    {
        Workbook.Write(
            Input,
            "<row r=\"1\"/>"
            + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
            + "<c r=\"D2\" t=\"inlineStr\"><is><t>TGL</t></is></c></row>"
            + "<row r=\"3\"><c r=\"A3\"><v>3.2041217088099E+15</v></c><c r=\"B3\" t=\"s\"><v>2</v></c>"
            + "<c r=\"D3\" s=\"1\"><v>29450</v></c></row>"
            + "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>A3&amp;1</f><v>abc</v></c><c r=\"D4\" s=\"2\"><v>29450.25</v></c></row>"
            + "<row r=\"5\"><c r=\"A5\" t=\"b\"><v>1</v></c></row>"
            + "<row r=\"6\"><c r=\"A6\" s=\"1\"/></row>"
            + "<row r=\"7\"><c r=\"C7\"><v>3204121708809903</v></c><c r=\"D7\" s=\"3\"><v>5</v></c></row>",
            Shared);
        using var table = Table.Open(Input);

        var rows = table.Rows().ToList();

        Assert.Equal(["NIK", "NAMA", "", "TGL"], table.Headings);
        Assert.Equal(
            [
                "3204121708809900#| Siti ||17-08-1980", "abc|||17-08-1980", "TRUE|||", "||3204121708809903#|5#",
            ],
            rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text + (cell.IsNumber ? "#" : "")))));
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.False(row.IsBroken));
    }

    [Fact]
    public void Days_counted_from_1904_are_the_same_days()
    {
        Workbook.Write(
            Input, "<row><c t=\"s\"><v>0</v></c></row><row><c s=\"1\"><v>27988</v></c></row>", Shared, date1904: true);
        using var table = Table.Open(Input);

        Assert.Equal("17-08-1980", Assert.Single(table.Rows()).Cells[0].Text);
    }

    [Fact]
    public void A_row_with_more_cells_than_headings_is_broken()
    {
        Workbook.Write(Input, "<row><c t=\"s\"><v>0</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>", Shared);
        using var table = Table.Open(Input);

        Assert.True(Assert.Single(table.Rows()).IsBroken);
    }

    [Fact]
    public void What_is_no_workbook_is_said()
    {
        File.WriteAllBytes(Input, [(byte)'P', (byte)'K', 3, 4, 0, 0]);
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliFailure>(() => Table.Open(Input)).Code);
        File.WriteAllBytes(Input, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]);
        Assert.Contains(".xls", Assert.Throws<CliFailure>(() => Table.Open(Input)).Message);
        Workbook.Write(Input, "<row><c t=\"s\"><v>0</v></c></row><row><c></row>", Shared);
        using var table = Table.Open(Input);
        Assert.Throws<CliFailure>(() => table.Rows().Count());
    }

    [Fact]
    public void What_is_written_is_text_and_the_same_bytes_each_time()
    {
        byte[] Write()
        {
            using var stream = new MemoryStream();
            using (var output = new XlsxOutput(stream))
            {
                output.Add(["NIK", "NAMA"]);
                output.Add(["3204121708809903", " Nur'aini <&> \u0001é 😀"]);
            }

            return stream.ToArray();
        }

        File.WriteAllBytes(Input, Write());
        using var table = Table.Open(Input);
        var row = Assert.Single(table.Rows());

        Assert.Equal(["3204121708809903", " Nur'aini <&>  é 😀"], row.Cells.Select(cell => cell.Text));
        Assert.All(row.Cells, cell => Assert.False(cell.IsNumber));
        Assert.Equal(Write(), File.ReadAllBytes(Input));
    }
}
