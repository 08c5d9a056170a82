using Dtsen.Exchange.Cli.Matching.Files;
using Dtsen.Exchange.Cli.Tables;
using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Cli.Tests.Matching.Files;

[Collection(ExchangeCollection.Name)]
public sealed class MatchFileTests(RunningExchange exchange) : IDisposable
{
    private const string Headings = "NO;NO_KTP;NAMA_LGKP;TGL_LHR;JK";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_row_has_its_result_and_all_its_columns()
    {
        var input = Input(
            Row(11), $"2;{Nik(12)};Zzyx Qwvk;01/07/1990;P", "3;3.27301E+15;Siti;;", "4;\"open;Siti;;", $"5;{Nik(13)};{Name(13)};33055;L",
            $"6;{Nik(14)};;;", $"7;{Nik(15)};{Name(15)};30-02-1990;P", "8;9171014107909999;Siapa;1990-07-01;P", Row(16));
        var target = _folder.Inner("out.csv");

        var result = await MatchAsync(input, target, 1, "--json");

        var rows = await File.ReadAllLinesAsync(target);
        Assert.Equal("NO,NO_KTP,NAMA_LGKP,TGL_LHR,JK,HASIL,KODE,CATATAN,TINDAK_LANJUT", rows[0]);
        Assert.StartsWith(
            $"1,{Nik(11)},{Name(11)},1990-07-01,P,PADAN,00,Nama: Sesuai (100); Tanggal lahir: Sesuai; Jenis kelamin: Sesuai,", rows[1]);
        Assert.Contains("data dapat digunakan", rows[1]);
        Assert.Contains(",TIDAK_PADAN,00,,", rows[2]);
        Assert.Contains(",FORMAT_NIK_SALAH,15,", rows[3]);
        Assert.StartsWith("4,", rows[4]);
        Assert.Contains(",BARIS_RUSAK,,Baris data ke-4 rusak.,", rows[4]);
        Assert.Contains(",PADAN_DENGAN_CATATAN,00,", rows[5]);
        Assert.Contains("Jenis kelamin: Tidak Sesuai", rows[5]);
        Assert.Contains(",ISIAN_SALAH,,", rows[6]);
        Assert.DoesNotContain("records[", rows[6]);
        Assert.Contains(",ISIAN_SALAH,,Tanggal lahir", rows[7]);
        Assert.Contains(",NIK_TIDAK_DITEMUKAN,13,", rows[8]);
        Assert.Contains(",PADAN,00,", rows[9]);
        Assert.Equal(10, rows.Length);
        Assert.Equal(2, result.Json.GetProperty("outcomes").GetProperty("PADAN").GetInt32());
        Assert.Equal(["in.csv", "out.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_row_without_a_nik_is_looked_for_and_a_file_without_the_column_too()
    {
        var born = "1990-07-01";
        var desa = "3273";
        var input = _folder.Write(
            "in.csv",
            $"NIK;NAMA;TGL_LHR;KODE_WILAYAH\n;{Name(17)};{born};{desa}\n-;{Name(18)};{born};32.73\n;{Name(19)};{born};32\n"
            + $"{Nik(17)};{Name(17)};{born};{desa}\n;Zzyx Qwvk;{born};{desa}\n");
        var target = _folder.Inner("out.csv");
        await MatchAsync(input, target, 1);

        var rows = await File.ReadAllLinesAsync(target);
        Assert.Contains(",KANDIDAT_DITEMUKAN,,", rows[1]);
        Assert.Contains(" orang dengan nama dan tanggal lahir yang sama di wilayah ini,", rows[1]);
        Assert.Contains(",KANDIDAT_DITEMUKAN,,", rows[2]);
        Assert.Contains(",ISIAN_SALAH,,wilayah_code: harus kode kabupaten/kota", rows[3]);
        Assert.Contains(",PADAN,00,", rows[4]);
        Assert.Contains(",KANDIDAT_TIDAK_DITEMUKAN,,,", rows[5]);

        var without = _folder.Write("without.csv", $"NAMA;TGL_LHR;KODE_WILAYAH\n{Name(17)};{born};{desa}\n");
        await MatchAsync(without, _folder.Inner("out2.csv"), 0);
        Assert.Contains(",KANDIDAT_DITEMUKAN,", (await File.ReadAllLinesAsync(_folder.Inner("out2.csv")))[1]);
    }

    [Fact]
    public async Task A_workbook_in_and_out_keeps_niks_as_text()
    {
        var input = _folder.Inner("in.xlsx");
        Workbook.Write(
            input,
            "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>"
            + $"<row><c t=\"str\"><v>{Nik(11)}</v></c><c t=\"str\"><v>{Name(11)}</v></c><c s=\"1\"><v>33055</v></c></row>"
            + $"<row><c><v>{Nik(20)}</v></c><c t=\"str\"><v>{Name(20)}</v></c></row>",
            "<si><t>NIK</t></si><si><t>NAMA</t></si><si><t>TANGGAL LAHIR</t></si>");
        var target = _folder.Inner("out.xlsx");

        await MatchAsync(input, target, 0);

        using var table = Table.Open(target);
        var rows = table.Rows().ToList();
        Assert.Equal([Nik(11), Name(11), "01-07-1990", "PADAN"], rows[0].Cells.Take(4).Select(cell => cell.Text));
        Assert.Equal([Nik(20), Name(20), "", "FORMAT_NIK_SALAH"], rows[1].Cells.Take(4).Select(cell => cell.Text));
        Assert.All(rows.SelectMany(row => row.Cells), cell => Assert.False(cell.IsNumber));
    }

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.xlsx")]
    public async Task A_run_cut_at_any_row_and_gone_on_with_ends_with_the_same_bytes(string name)
    {
        var input = Input(
            [
                .. Enumerable.Range(1, 3_300).Select(
                    row => row % 97 == 0 ? "\"open;x" : row % 41 == 0 ? "1;1.2E+15;x;;" : Row((row % 40) + 1)),
            ]);
        var whole = _folder.Inner("whole" + name);
        await RunAsync(input, whole, long.MaxValue);
        var random = new Random(20_261);
        var cut = _folder.Inner(name);
        foreach (var row in Enumerable.Range(0, 4).Select(_ => random.Next(0, 3_300)).Order())
        {
            await Assert.ThrowsAsync<IOException>(() => RunAsync(input, cut, row));
            Assert.False(File.Exists(cut));
            await File.AppendAllTextAsync(cut + ".partial", "1,\"torn");
        }

        await RunAsync(input, cut, long.MaxValue);

        Assert.Equal(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(cut));
        Assert.False(File.Exists(cut + ".journal"));
        Assert.False(File.Exists(cut + ".partial"));
    }

    [Fact]
    public async Task A_process_that_is_killed_is_gone_on_with_by_the_same_command()
    {
        var input = Input([.. Enumerable.Range(1, 8_000).Select(row => Row((row % 40) + 1))]);
        var (whole, cut) = (_folder.Inner("whole.csv"), _folder.Inner("cut.csv"));
        await RunAsync(input, whole, long.MaxValue);
        using (var process = Dtsen.Start(exchange.EnvironmentOf(RunningExchange.Ministry), Arguments(input, cut)))
        {
            while (!process.HasExited && MatchJournal.Read(cut + ".journal") is null or { Rows: 0 })
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(cut), "It was done before it was killed.");
        Assert.Contains("have a result already", (await MatchAsync(input, cut, 0)).Error);
        Assert.Equal(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(cut));
    }

    [Fact]
    public async Task Results_of_another_input_or_that_are_whole_are_not_written_over()
    {
        var target = _folder.Inner("out.csv");
        await RunAsync(Input(Row(21)), target, long.MaxValue);
        var before = await File.ReadAllTextAsync(target);

        Assert.Contains("--overwrite", (await MatchAsync(Input(Row(22)), target, 2)).Error);
        Assert.Equal(before, await File.ReadAllTextAsync(target));
        await MatchAsync(Input(Row(22)), target, 0, "--overwrite");
        Assert.NotEqual(before, await File.ReadAllTextAsync(target));

        File.Delete(target);
        var input = Input(Row(23), Row(24));
        await Assert.ThrowsAsync<IOException>(() => RunAsync(input, target, 1));
        Assert.Contains("another input", (await MatchAsync(Input(Row(25)), target, 2)).Error);
        await MatchAsync(Input(Row(25)), target, 0, "--overwrite");
        Assert.Equal(2, (await File.ReadAllLinesAsync(target)).Length);
    }

    [Fact]
    public async Task A_trial_shows_columns_and_problems_without_a_server()
    {
        var input = Input("1;3.27301E+15;Siti;;", Row(1), "\"x");

        var trial = (await Dtsen.RunAsync("match", "file", "--in", input, "--dry-run")).Ended(1);

        Assert.Contains("NO_KTP", trial.Output);
        Assert.Contains("2 of the first 3 rows cannot be sent", trial.Output);
        Assert.DoesNotContain("3.27301E+15", trial.Output);
        Assert.DoesNotContain(Nik(1), trial.Output);
        Assert.DoesNotContain("have no NIK", trial.Output);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_trial_tells_how_many_rows_use_up_the_budget_of_misses()
    {
        var input = Input(Row(1), "1;;Siti Aminah;1990-07-01;P", "1;-;Budi Santoso;1991-08-02;L", "1;3.27301E+15;Siti;;");

        var trial = (await Dtsen.RunAsync("match", "file", "--in", input, "--dry-run")).Ended(1);

        Assert.Contains("1 of the first 4 rows cannot be sent", trial.Output);
        Assert.Contains("2 have no NIK", trial.Output);
    }

    private static string Nik(int serial) => FamilySample.Nik(FamilySample.Bandung, serial);

    private static string Name(int serial) => FamilySample.Name(serial);

    private static string Row(int serial) => $"1;{Nik(serial)};{Name(serial)};1990-07-01;P";

    private static string[] Arguments(string input, string target, params string[] more) =>
        ["match", "file", "--in", input, "--out", target, "--purpose", "pbi-jk", .. more];

    private string Input(params string[] rows) => _folder.Write("in.csv", string.Join('\n', [Headings, .. rows]) + "\n");

    private async Task<CliResult> MatchAsync(string input, string target, int exitCode, params string[] more) =>
        (await exchange.RunAsync(RunningExchange.Ministry, Arguments(input, target, more))).Ended(exitCode);

    /// <summary>What the command does, on an input that can be read up to a row.</summary>
    private async Task RunAsync(string input, string target, long rows)
    {
        using var table = new CutTable(Table.Open(input), rows);
        var columns = MatchColumns.Find(table.Headings, new string?[6]);
        await using var client = exchange.Client(RunningExchange.Ministry);
        var matching = client.With(new CallContext { Purpose = "pbi-jk" }).Matching;
        using var results = ResultFile.Open(target, MatchJournal.Begin(input, "test"), table.Headings, overwrite: false);
        await new FileMatching(matching, new StreamMatchRequest(), new RowReader(columns))
            .RunAsync(table, results, new Progress<(double Share, string What)>(), TestContext.Current.CancellationToken);
        results.Complete();
    }
}
