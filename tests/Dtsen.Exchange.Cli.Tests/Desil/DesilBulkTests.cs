using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;

namespace Dtsen.Exchange.Cli.Tests.Desil;

[Collection(ExchangeCollection.Name)]
public sealed class DesilBulkTests(RunningExchange exchange) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.Inner("out.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_row_has_its_answer_and_a_bad_one_costs_no_other()
    {
        var input = Input(
            Row(1), "123,,Siti,", "\"open,,Siti,", Row(2), $"{FamilySample.Nik(FamilySample.Bandung, 3)},,Orang Lain,",
            $",{FamilySample.FamilyNumber(FamilySample.Jayapura, 1)},,{FamilySample.Nik(FamilySample.Jayapura, 1)}", ",,,", Row(4));

        var result = await BulkAsync(input, 1);

        var rows = await File.ReadAllLinesAsync(Target);
        Assert.Equal(9, rows.Length);
        Assert.StartsWith($"1,\"{FamilySample.Nik(FamilySample.Bandung, 1)}\",\"\",RANKED,2,", rows[1]);
        Assert.StartsWith("2,\"123\",\"\",ERROR,", rows[2]);
        Assert.Contains("INVALID_FIELD,nik: is not a NIK", rows[2].Replace("\"", ""));
        Assert.Contains("ROW_BROKEN", rows[3]);
        Assert.Contains(",RANKED,3,", rows[4]);
        Assert.Contains(",NOT_FOUND,", rows[5]);
        Assert.Contains(",RANKED,2,", rows[6]);
        Assert.Contains(",ERROR,", rows[7]);
        Assert.Contains(",RANKED,5,", rows[8]);
        Assert.Equal(5, result.Json.GetProperty("answered").GetInt32());
        Assert.Equal(3, result.Json.GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task A_file_half_written_is_gone_on_with()
    {
        var input = Input([.. Enumerable.Range(1, 30).Select(Row)]);
        await BulkAsync(input, 0);
        var whole = await File.ReadAllBytesAsync(Target);
        for (var cut = whole.Length - 1; cut > 0; cut -= 700)
        {
            await File.WriteAllBytesAsync(Target, whole[..cut]);

            await BulkAsync(input, 0);

            Assert.Equal(whole, await File.ReadAllBytesAsync(Target));
        }
    }

    [Fact]
    public async Task More_rows_than_a_call_takes_are_sent_in_several()
    {
        var rows = Enumerable.Range(0, 2_300).Select(row => Row((row % 50) + 1)).ToArray();

        var result = await BulkAsync(Input(rows), 0);

        Assert.Equal(2_300, result.Json.GetProperty("answered").GetInt32());
        Assert.Equal(2_301, (await File.ReadAllLinesAsync(Target)).Length);
    }

    [Fact]
    public async Task More_broken_rows_than_are_kept_stand_in_their_place_between_the_others()
    {
        const int broken = RowsInOrder<int>.MostWaiting + 2_000;
        string[] rows = [Row(1), .. Enumerable.Repeat("too,few", broken), Row(2), .. Enumerable.Repeat("too,few", broken), Row(3)];

        var result = await BulkAsync(Input(rows), 1);

        Assert.Equal(3, result.Json.GetProperty("answered").GetInt32());
        Assert.Equal(2 * broken, result.Json.GetProperty("failed").GetInt32());
        var written = await File.ReadAllLinesAsync(Target);
        var ranked = written.Index().Where(line => line.Item.Contains(",RANKED,")).Select(line => line.Index);
        Assert.Equal([1, broken + 2, (2 * broken) + 3], ranked);
        Assert.All(written.Index().Skip(1), line => Assert.StartsWith($"{line.Index},", line.Item));
    }

    [Fact]
    public async Task The_answers_of_another_input_are_not_mixed_with_these()
    {
        await BulkAsync(Input(Row(1), Row(2)), 0);
        var before = await File.ReadAllBytesAsync(Target);

        Assert.Contains("another input", (await BulkAsync(Input(Row(3), Row(4), Row(5)), 2)).Error);
        Assert.Contains("another input", (await BulkAsync(Input(Row(1)), 2)).Error);
        Assert.Equal(before, await File.ReadAllBytesAsync(Target));

        await BulkAsync(Input(Row(3)), 0, "--overwrite");
        Assert.Equal(2, (await File.ReadAllLinesAsync(Target)).Length);
    }

    [Fact]
    public async Task A_file_of_something_else_is_not_written_over()
    {
        await File.WriteAllTextAsync(Target, "daftar,penting\n1,2\n");

        Assert.Contains("--overwrite", (await BulkAsync(Input(Row(1)), 2)).Error);

        Assert.Equal("daftar,penting\n1,2\n", await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task A_file_without_a_number_to_look_up_by_is_refused() =>
        Assert.Contains("no column nik", (await BulkAsync(_folder.Write("in.csv", "nama,alamat\nSiti,x\n"), 2)).Error);

    private static string Row(int serial) =>
        $"{FamilySample.Nik(FamilySample.Bandung, serial)},,{FamilySample.Name(serial)},";

    private string Input(params string[] rows) =>
        _folder.Write("in.csv", "nik,no_kk,nama,member_nik\n" + string.Concat(rows.Select(row => row + "\n")));

    private async Task<CliResult> BulkAsync(string input, int exitCode, params string[] more) =>
        (await exchange.RunAsync(
            RunningExchange.Ministry, ["desil", "bulk", input, "--out", Target, "--purpose", "pbi-jk", "--json", .. more])).Ended(exitCode);
}
