namespace Dtsen.Exchange.Cli.Tests.Sandboxes;

public class SandboxTests
{
    [Fact]
    public async Task The_sandbox_runs_from_one_command_and_tells_a_machine_what_happened()
    {
        var result = (await Dtsen.RunAsync("sandbox", "--people", "1000", "--json")).Ended(0);

        var report = result.Json;
        Assert.True(report.GetProperty("as_it_should").GetBoolean());
        Assert.All(
            report.GetProperty("happened").EnumerateArray(),
            happening => Assert.True(happening.GetProperty("as_it_should").GetBoolean()));
    }

    [Theory]
    [InlineData("999")]
    [InlineData("2000001")]
    public async Task Too_few_and_too_many_people_are_an_error_of_usage(string people)
    {
        var result = (await Dtsen.RunAsync("sandbox", "--people", people)).Ended(2);

        Assert.Contains("--people", result.Error);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "mine.txt"), "mine");

        var result = (await Dtsen.RunAsync("sandbox", "--data", folder.Path)).Ended(2);

        Assert.Contains("not empty", result.Error);
        Assert.True(File.Exists(Path.Combine(folder.Path, "mine.txt")));
    }
}
