namespace Dtsen.Exchange.Cli.Tests.Matching;

public sealed class MatchExplainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Drs. H. Moh. Yusup", "Muhammad Yusuf", "same", 0)]
    [InlineData("Santoso", "Budi Santoso", "possible", 1)]
    [InlineData("Siti Aminah", "Siti Aisyah", "different", 1)]
    public async Task Two_names_have_a_score_a_verdict_and_steps(string a, string b, string verdict, int exitCode)
    {
        var result = (await Dtsen.RunAsync("match", "explain", a, b, "--json")).Ended(exitCode);

        Assert.Equal(verdict, result.Json.GetProperty("verdict").GetString());
        Assert.InRange(result.Json.GetProperty("score").GetInt32(), 1, 99);
        Assert.NotEqual(0, result.Json.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task People_read_the_steps_and_the_reasons_in_both_languages()
    {
        var result = (await Dtsen.RunAsync("match", "explain", "Soeharto bin Ali", "Suharto")).Ended(0);

        Assert.Contains("SOEHARTO ~ SUHARTO", result.Output);
        Assert.Contains("ALI  only in a", result.Output);
        Assert.Contains("another spelling", result.Output);
        Assert.Contains("ejaan lain", result.Output);
    }

    [Fact]
    public async Task A_file_of_pairs_becomes_a_file_of_verdicts_and_a_broken_row_costs_no_other()
    {
        var file = Path.Combine(_folder.Path, "pairs.csv");
        await File.WriteAllLinesAsync(
            file,
            ["no;a;b", "1;\"Budi Santoso, S.Pd.\";Budi Santoso", "2;Hasan", "3;Hasan;Hasanah"],
            TestContext.Current.CancellationToken);

        var result = (await Dtsen.RunAsync("match", "explain", "--file", file)).Ended(1);

        var lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal("a,b,score,verdict,reasons", lines[0]);
        Assert.Equal("\"Budi Santoso, S.Pd.\",Budi Santoso,100,same,TITLES_IGNORED", lines[1]);
        Assert.Equal(",,,,ROW_BROKEN", lines[2]);
        Assert.EndsWith(",different,OTHER_WORD", lines[3]);
        Assert.Contains("Row 2", result.Error);
    }

    [Fact]
    public async Task One_name_or_a_file_without_the_columns_is_told_what_to_give()
    {
        (await Dtsen.RunAsync("match", "explain", "Budi")).Ended(2);
        var file = Path.Combine(_folder.Path, "pairs.csv");
        await File.WriteAllTextAsync(file, "x,y\n1,2\n", TestContext.Current.CancellationToken);
        var result = (await Dtsen.RunAsync("match", "explain", "--file", file)).Ended(2);
        Assert.Contains("columns a and b", result.Error);
    }
}
