using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Sandbox.Magic;

namespace Dtsen.Exchange.Sandbox.Tests.World;

/// <summary>What a partner is promised of matching, asked for on the published nation.</summary>
public class MagicMatchesTests(PublishedNation published) : IClassFixture<PublishedNation>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, MagicMatches.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_magic_record_is_answered_as_documented(int row)
    {
        var magic = MagicMatches.All[row];
        var client = published.World.ClientOf("kemensos.pusdatin").With(new CallContext { Purpose = "pemadanan" }).Matching;
        using var bound = new CancellationTokenSource(Bound);
        for (var before = 1; before <= magic.TriesBefore; before++)
        {
            var other = magic.Record.Clone();
            other.BirthDate.Year -= before;
            var told = await client.MatchAsync(new MatchRequest { Record = other }, cancellationToken: bound.Token);
            Assert.NotEqual(magic.Outcome, told.Answer.Outcome);
        }

        var answer = (await client.MatchAsync(new MatchRequest { Record = magic.Record }, cancellationToken: bound.Token)).Answer;

        Assert.Equal((magic.Outcome, magic.DukcapilCode, magic.NextStep), (answer.Outcome, answer.DukcapilCode, answer.NextStep));
    }

    [Fact]
    public void There_is_one_for_every_outcome_and_every_code_of_Dukcapil()
    {
        var outcomes = Enum.GetValues<MatchOutcome>().Where(outcome => outcome != MatchOutcome.Unspecified);

        Assert.Equal(outcomes, MagicMatches.All.Select(magic => magic.Outcome).Distinct().Order());
        Assert.Superset(
            new HashSet<string> { "00", "11", "12", "13", "14", "15" }, MagicMatches.All.Select(magic => magic.DukcapilCode).ToHashSet());
    }

    [Fact]
    public void The_documented_table_is_the_one_in_the_code()
    {
        var lines = File.ReadAllLines(RepositoryFolder.Inner("docs/matching.md"));

        Assert.All(MagicMatches.All, magic => Assert.Contains(LineOf(magic), lines));
    }

    private static string LineOf(MagicMatch magic)
    {
        var born = magic.Record.BirthDate;
        string[] cells =
        [
            magic.Record.Nik.Length > 0 ? $"`{magic.Record.Nik}`" : "-", magic.Record.Name,
            string.Create(CultureInfo.InvariantCulture, $"{born.Year}-{born.Month:D2}-{born.Day:D2}"),
            magic.Record.Sex switch { 1 => "L", 2 => "P", _ => "-" },
            Upper(magic.Outcome), magic.DukcapilCode.Length == 0 ? "-" : magic.DukcapilCode, Upper(magic.NextStep), magic.Note,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Upper(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
