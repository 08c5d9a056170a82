using Dtsen.Exchange.Cli.Csv;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Tests.Csv;

public sealed class CsvInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nik,nama\n1,a\n2,b\n")]
    [InlineData("nik;nama\r\n1;a\r\n2;b\r\n")]
    [InlineData("nik|nama\n1|a\n2|b")]
    [InlineData("\uFEFFNIK\tNama\n1\ta\n2\tb\n")]
    [InlineData(" nik ,\"nama\"\n\"1\",\"a\"\n2,b\n")]
    public void Columns_and_rows_are_found_however_the_file_is_written(string content)
    {
        using var input = CsvInput.Open(_folder.Write("x.csv", content));

        var rows = input.Rows().ToList();

        Assert.Equal(["nik", "nama"], input.Columns);
        Assert.Equal(["1a", "2b"], rows.Select(row => string.Concat(row.Cells)));
        Assert.Equal([1, 2], rows.Select(row => row.Number));
    }

    [Fact]
    public void A_column_is_found_by_any_of_its_names()
    {
        using var input = CsvInput.Open(_folder.Write("x.csv", "No_KK,nik\n1,2\n"));

        Assert.Equal(0, input.Find("kk", "no_kk"));
        Assert.Equal(1, input.Find("nik"));
        Assert.Equal(-1, input.Find("nama"));
    }

    [Fact]
    public void An_empty_file_has_no_header() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliFailure>(() => CsvInput.Open(_folder.Write("x.csv", ""))).Code);

    [Fact]
    public void Ten_thousand_rows_after_an_open_quote_are_not_lost()
    {
        var lines = string.Concat(Enumerable.Range(0, 10_000).Select(row => $"{row},x\n"));
        using var input = CsvInput.Open(_folder.Write("x.csv", "nik,nama\n\"open,x\n" + lines));

        var rows = input.Rows().ToList();

        Assert.Equal(10_001, rows.Count);
        Assert.NotNull(rows[0].Fault);
        Assert.All(rows.Skip(1), row => Assert.Null(row.Fault));
    }
}
