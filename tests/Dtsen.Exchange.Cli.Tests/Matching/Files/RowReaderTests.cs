using System.Text;
using Dtsen.Exchange.Cli.Matching.Files;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Tests.Matching.Files;

public sealed class RowReaderTests : IDisposable
{
    private const string Nik = "3204121708809903";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<char, string, string> Forms()
    {
        var forms = new TheoryData<char, string, string>();
        foreach (var separator in new[] { ',', ';', '\t', '|' })
        {
            foreach (var encoding in new[] { "utf-8", "utf-8 with a mark", "windows-1252", "utf-16" })
            {
                forms.Add(separator, encoding, "\n");
                forms.Add(separator, encoding, "\r\n");
            }
        }

        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Any_separator_in_any_encoding_is_read(char separator, string encoding, string end)
    {
        string[] lines =
        [
            string.Join(separator, "NO_KTP", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NO_KK"),
            string.Join(separator, Nik, "\"José, Añ\"", "17-08-1980", "Laki-laki", ""),
            string.Join(separator, Nik, "\"open", "17-08-1980", "L", ""),
            string.Join(separator, Nik, "Siti", "1980-08-17"),
            string.Join(separator, Nik, "Siti", "1980-08-17", "P", "-"),
        ];
        var path = _folder.Inner("x.txt");
        File.WriteAllBytes(path, Bytes(string.Join(end, lines) + end, encoding));

        var read = Read(path);

        Assert.Equal(4, read.Count);
        Assert.Equal("José, Añ", read[0].Record!.Name);
        Assert.Equal((Nik, 1980, 8, 17, 1u, ""), (
            read[0].Record!.Nik, read[0].Record!.BirthDate.Year, read[0].Record!.BirthDate.Month, read[0].Record!.BirthDate.Day,
            read[0].Record!.Sex, read[0].Record!.FamilyNumber));
        Assert.Equal(RowResult.Broken, read[1].Known!.Outcome);
        Assert.Equal(RowResult.Broken, read[2].Known!.Outcome);
        Assert.Equal(("Siti", 2u, ""), (read[3].Record!.Name, read[3].Record!.Sex, read[3].Record!.FamilyNumber));
    }

    [Fact]
    public void A_line_that_is_no_utf8_spoils_no_other()
    {
        var path = _folder.Inner("x.csv");
        File.WriteAllBytes(path,
            [.. Encoding.UTF8.GetBytes($"NIK,NAMA\n{Nik},José\n{Nik},Jos"), 0xE9, .. Encoding.UTF8.GetBytes($"\n{Nik},Añ")]);

        Assert.Equal(["José", "José", "Añ"], Read(path).Select(row => row.Record!.Name));
    }

    [Theory]
    [InlineData("nik,nama")]
    [InlineData("NO KTP,Nama Lengkap")]
    [InlineData("No. KTP,NAMA_LENGKAP")]
    [InlineData("Nomor Induk Kependudukan,nama_sesuai_ktp")]
    [InlineData(" NIK ,\"NAMA\"")]
    public void Columns_are_found_by_their_usual_headings(string headings) =>
        Assert.Equal("Siti", Assert.Single(Read(_folder.Write("x.csv", $"{headings}\n{Nik},Siti\n"))).Record!.Name);

    [Fact]
    public void A_given_column_comes_before_the_usual_one()
    {
        using var table = Table.Open(_folder.Write("x.csv", "NIK,NIK SUAMI,NAMA\n1,2,3\n"));

        Assert.Equal(1, MatchColumns.Find(table.Headings, ["nik_suami", null, null, null, null, null]).Nik);
        Assert.Contains("--sex-column", Assert.Throws<CliFailure>(
            () => MatchColumns.Find(table.Headings, [null, null, null, "GENDER", null, null])).Message);
    }

    [Theory]
    [InlineData($"{Nik},Siti Aminah\n")]
    [InlineData("KODE,ALAMAT\n1,2\n")]
    [InlineData("NIK,ALAMAT\n1,2\n")]
    public void Without_headings_nothing_is_guessed_and_no_person_is_repeated(string content)
    {
        using var table = Table.Open(_folder.Write("x.csv", content));

        var failure = Assert.Throws<CliFailure>(() => MatchColumns.Find(table.Headings, new string?[6]));

        Assert.DoesNotContain(Nik, failure.Message);
        Assert.DoesNotContain("Siti", failure.Message);
    }

    [Theory]
    [InlineData("3.20101E+15,a,,", "FORMAT_NIK_SALAH", "berpangkat")]
    [InlineData("3204121708809903.0,a,,", "FORMAT_NIK_SALAH", "desimal")]
    [InlineData($"{Nik},a,08/17/1980,", "ISIAN_SALAH", "Tanggal lahir")]
    [InlineData($"{Nik},a,,X", "ISIAN_SALAH", "Jenis kelamin")]
    public void What_cannot_be_read_is_named(string row, string outcome, string note)
    {
        var known = Assert.Single(Read(_folder.Write("x.csv", $"NIK,NAMA,TGL_LHR,JK\n{row}\n"))).Known!;

        Assert.Equal(outcome, known.Outcome);
        Assert.Contains(note, known.Note);
        Assert.NotEmpty(known.Next);
    }

    [Theory]
    [InlineData("<c><v>3204121708809900</v></c>", "15 angka")]
    [InlineData("<c><v>3.2041217088099E+15</v></c>", "15 angka")]
    [InlineData("<c t=\"str\"><v>3.20412E+15</v></c>", "berpangkat")]
    [InlineData("<c t=\"str\"><v>3204121708809900</v></c>", null)]
    [InlineData("<c><v>3204121708809903</v></c>", null)]
    public void A_nik_that_a_sheet_holds_as_a_number_is_named_as_that(string cell, string? note)
    {
        var path = _folder.Inner("x.xlsx");
        Workbook.Write(path,
            "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row>" + cell + "<c t=\"s\"><v>1</v></c></row>",
            "<si><t>NIK</t></si><si><t>NAMA</t></si>");

        var row = Assert.Single(Read(path));

        Assert.Equal(note is null, row.Known is null);
        Assert.Contains(note ?? "", row.Known?.Note ?? "");
    }

    private static List<(Contracts.Matching.V1.MatchRecord? Record, RowResult? Known)> Read(string path)
    {
        using var table = Table.Open(path);
        var reader = new RowReader(MatchColumns.Find(table.Headings, new string?[6]));
        return [.. table.Rows().Select(reader.Read)];
    }

    private static byte[] Bytes(string text, string encoding) => encoding switch
    {
        "utf-8" => Encoding.UTF8.GetBytes(text),
        "utf-8 with a mark" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
        "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
    };
}
