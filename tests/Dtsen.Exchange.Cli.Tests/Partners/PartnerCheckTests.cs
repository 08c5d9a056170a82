using System.Text.Json.Nodes;

namespace Dtsen.Exchange.Cli.Tests.Partners;

public sealed class PartnerCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_partners_that_come_with_dtsen_are_in_order() =>
        Assert.Contains("In order", (await Dtsen.RunAsync("partner", "check")).Ended(0).Output);

    [Fact]
    public async Task Every_problem_is_told_with_file_path_and_reason()
    {
        var bps = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "config", "partners", "bps.json")))!;
        bps["applications"]![0]!["agreement"]!["level"] = 9;
        bps["applications"]![1]!["agreement"]!["valid_until"] = "2025-01-01";
        _folder.Write("bps.json", bps.ToJsonString());
        _folder.Write("broken.json", "{ \"agency\": ");

        var result = (await Dtsen.RunAsync("partner", "check", _folder.Path, "--json")).Ended(1);

        var problems = result.Json.GetProperty("problems").EnumerateArray()
            .Select(problem => (File: problem.GetProperty("file").GetString(), Path: problem.GetProperty("path").GetString()!)).ToList();
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
        Assert.Contains(problems, problem => problem.File == "broken.json");
        Assert.Contains(problems, problem => problem.File == "bps.json" && problem.Path.Contains("applications[0].agreement.level"));
        Assert.Contains(problems, problem => problem.File == "bps.json" && problem.Path.Contains("applications[1].agreement.valid"));
        Assert.All(
            result.Json.GetProperty("problems").EnumerateArray(), problem => Assert.NotEmpty(problem.GetProperty("reason").GetString()!));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_problem() =>
        Assert.Contains("does not exist", (await Dtsen.RunAsync("partner", "check", _folder.Inner("nowhere"))).Ended(1).Output);
}
