using System.Text.RegularExpressions;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Irregular;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Nation;
using Dtsen.Exchange.Sandbox.World;
using Spectre.Console;

namespace Dtsen.Exchange.Sandbox.Tests;

public partial class SandboxStoryTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_whole_story_ends_as_it_should_and_shows_no_nik_but_magic_ones()
    {
        var (asItShould, story) = await TellAsync(RepositoryFolder.Inner("config"), people: 3_000);

        Assert.True(asItShould, story);
        Assert.DoesNotContain("NOT AS IT SHOULD", story, StringComparison.Ordinal);
        var shown = SixteenDigits().Matches(story).Select(match => match.Value).Distinct();
        Assert.Empty(shown.Except(MagicNiks.All.SelectMany(magic => new[] { magic.Nik, magic.FamilyNumber })));
        Assert.All(MagicNiks.All, magic => Assert.Contains(magic.Nik, story, StringComparison.Ordinal));
        Assert.All(
            new BadRanking(Tests.Nation.Nations.Nation, Tests.Nation.Nations.First).Rows,
            row => Assert.Contains(row.What, story, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_as_it_should_be_is_told()
    {
        using var folder = new TemporaryFolder();
        Configuration.Copy(RepositoryFolder.Inner("config"), folder.Inner("config"), Wib.Today(TimeProvider.System));
        Configuration.EditPartner(folder.Inner("config"), "kemensos", partner =>
        {
            foreach (var application in partner["applications"]!.AsArray().Where(one => one!["agreement"]!["acting_for"] is not null))
            {
                application!["agreement"]!["acting_for"]!["required"] = false;
            }
        });

        var (asItShould, story) = await TellAsync(folder.Inner("config"), NationOptions.MinPeople);

        Assert.False(asItShould, story);
        Assert.Matches("NOT AS IT SHOULD.*SIKS-NG, without saying for which wilayah", story);
    }

    private static async Task<(bool AsItShould, string Story)> TellAsync(string config, int people)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var text = new StringWriter();
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Interactive = InteractionSupport.No };
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = 400;
        var report = await SandboxStory.RunAsync(new SandboxOptions { People = people, ConfigFolder = config }, console, bound.Token);
        Assert.Equal(report.AsItShould, report.Happened.All(happening => happening.AsItShould));
        return (report.AsItShould, text.ToString());
    }

    [GeneratedRegex("[0-9]{16}")]
    private static partial Regex SixteenDigits();
}
