using System.Text.Json;

namespace Dtsen.Exchange.Cli.Tests.Niks;

public sealed class NikCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("3273014107900001", "valid", 0)]
    [InlineData("9171014107900001", "valid", 0)]
    [InlineData("3299014107900001", "warning", 0)]
    [InlineData("3273014107900000", "error", 1)]
    [InlineData("3273013002900001", "error", 1)]
    [InlineData(" 3273014107900001", "error", 1)]
    [InlineData("", "error", 1)]
    public async Task A_NIK_has_a_verdict_and_is_never_repeated(string nik, string verdict, int exitCode)
    {
        var result = (await Dtsen.RunAsync("nik", "check", nik, "--json")).Ended(exitCode);

        Assert.Equal(verdict, result.Json.GetProperty("verdict").GetString());
        Assert.Equal(verdict == "valid", result.Json.GetProperty("reasons").GetArrayLength() == 0);
        if (nik.Length > 0)
        {
            Assert.DoesNotContain(nik.Trim(), result.Output + result.Error);
        }
    }

    [Fact]
    public async Task A_declaration_that_differs_is_a_warning_in_both_languages()
    {
        var result = (await Dtsen.RunAsync("nik", "check", "3273014107900001", "--birth-date", "1991-07-01", "--sex", "m")).Ended(0);

        Assert.Contains("warning", result.Output);
        Assert.Contains("The date of birth differs", result.Output);
        Assert.Contains("Jenis kelamin berbeda", result.Output);
    }

    [Fact]
    public async Task A_file_has_a_verdict_a_row()
    {
        var file = _folder.Write("x.csv", "nama;NIK\r\nSiti;3273014107900001\r\nBudi;0\r\nAni;3299014107900001\r\nTono;3.27E+15\r\n");

        var result = (await Dtsen.RunAsync("nik", "check", "--file", file)).Ended(1);

        Assert.Equal("row,verdict,reasons", result.Lines[0]);
        Assert.Equal("1,valid,", result.Lines[1]);
        Assert.StartsWith("2,error,\"PLACEHOLDER", result.Lines[2]);
        Assert.StartsWith("3,warning,KABUPATEN_UNKNOWN", result.Lines[3]);
        Assert.StartsWith("4,error,SPREADSHEET", result.Lines[4]);
        Assert.Equal(5, result.Lines.Length);
    }

    [Fact]
    public async Task A_broken_row_costs_no_other()
    {
        var file = _folder.Write(
            "x.csv",
            "nama,nik,kota\n\"Siti, S.Pd.\",3273014107900001,Bandung\n\"Budi,3273014107900002,Bandung\nAni,3273014107900003\n\n"
            + "To\"no,3273014107900004,Bandung\nRini,3273014107900005,Bandung\n");

        var result = (await Dtsen.RunAsync("nik", "check", "--file", file)).Ended(1);

        Assert.Equal("1,valid,", result.Lines[1]);
        Assert.StartsWith("2,error,\"ROW_BROKEN", result.Lines[2]);
        Assert.StartsWith("3,error,\"ROW_BROKEN", result.Lines[3]);
        Assert.StartsWith("4,error,\"ROW_BROKEN", result.Lines[4]);
        Assert.StartsWith("5,error,\"ROW_BROKEN", result.Lines[5]);
        Assert.Equal("6,valid,", result.Lines[6]);
        Assert.DoesNotContain("32730141", result.Output + result.Error);
    }

    [Fact]
    public async Task A_column_of_one_has_an_error_where_a_line_is_empty()
    {
        var file = _folder.Write("x.csv", "\uFEFFnik\n3273014107900001\n\n3273014107900002\n");

        var result = (await Dtsen.RunAsync("nik", "check", "--file", file)).Ended(1);

        Assert.Equal("1,valid,", result.Lines[1]);
        Assert.StartsWith("2,error,EMPTY", result.Lines[2]);
        Assert.Equal("3,valid,", result.Lines[3]);
    }

    [Fact]
    public async Task A_file_may_be_answered_as_a_JSON_object_a_line()
    {
        var file = _folder.Write("x.csv", "nik\n3273014107900001\n0\n");

        var result = (await Dtsen.RunAsync("nik", "check", "--file", file, "--json")).Ended(1);

        var rows = result.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["valid", "error"], rows.Select(row => row.GetProperty("verdict").GetString()));
        Assert.Equal("PLACEHOLDER", rows[1].GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("nama,ktp\nSiti,3273014107900001\n", "nama, ktp")]
    [InlineData("3273014107900001\n3273014107900002\n", "***")]
    public async Task A_file_without_the_column_is_told_what_it_has(string content, string named)
    {
        var result = (await Dtsen.RunAsync("nik", "check", "--file", _folder.Write("x.csv", content))).Ended(2);

        Assert.Contains("no column nik", result.Error);
        Assert.Contains(named, result.Error);
        Assert.DoesNotContain("3273014107900001", result.Error);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.csv", (await Dtsen.RunAsync("nik", "check", "--file", _folder.Inner("nowhere.csv"))).Ended(2).Error);

    [Fact]
    public async Task Neither_or_both_is_a_wrong_use()
    {
        (await Dtsen.RunAsync("nik", "check")).Ended(2);
        (await Dtsen.RunAsync("nik", "check", "3273014107900001", "--file", "x.csv")).Ended(2);
    }
}
