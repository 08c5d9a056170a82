using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Quotas;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>
/// An attacker who knows a thousand people's names and kabupaten walks dates of birth without a NIK, ten for each, on a real node, through the
/// whole gate, and writes the names otherwise each time.
/// </summary>
public class WalkTests
{
    private const int Timeout = 300_000;
    private const int Rounds = 10;
    private const int WrongGuesses = 5;

    private static readonly string[] Forms = ["{0}", "H. {0}", "{0}, S.Pd.", "Drs. {0}", "{0} SE"];

    private static readonly IReadOnlyList<Family> Families = Victims.Families();

    [Fact(Timeout = Timeout)]
    public async Task It_reads_the_dates_that_it_may_guess_and_no_other()
    {
        await using var node = await MatchNode.StartAsync(null, QuotaNode.Agreement("pln", ("misses_per_day", 1_000_000)));
        await node.PublishAsync("2026-T3.v1", [.. Families]);
        var client = await MatchNode.ClientAsync(node, MatchNode.Pln);
        var untold = new HashSet<MatchAnswer>();

        var walks = Walks();
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var items = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { walks.Select(walk => walk.Records[round]) } })).Items;
            for (var at = 0; at < items.Count; at++)
            {
                if (items[at].Answer.Candidates is null)
                {
                    untold.Add(items[at].Answer);
                }
                else if (walks[at].TrueAt == round)
                {
                    read++;
                }
            }
        }

        // Whose turn comes within so many guesses is read, as by anybody who guesses; namesakes of a kabupaten are guessed at together.
        var guessed = walks.Count(walk => walk.TrueAt < WrongGuesses);
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} of {Victims.Count} read, {guessed} guessed");
        // A fingerprint of a try may be that of another, one in some ten thousand.
        Assert.InRange(read, guessed / 2, guessed + 3);
        Assert.Equal(
            new HashSet<MatchOutcome> { MatchOutcome.KandidatTidakDitemukan, MatchOutcome.BatasPercobaan },
            untold.Select(answer => answer.Outcome).ToHashSet());
        Assert.Equal(2, untold.Count);
    }

    [Fact(Timeout = Timeout)]
    public async Task By_its_budget_of_misses_it_is_stopped_on_the_first_day_and_without_the_right_it_is_told_nothing()
    {
        await using var node = await MatchNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", [.. Families]);
        var (client, unentitled) = (await MatchNode.ClientAsync(node, MatchNode.Pln), await MatchNode.ClientAsync(node, MatchNode.Kabupaten));
        var walks = Walks();
        BulkMatchRequest Of(int round) => new() { Records = { walks.Select(walk => walk.Records[round]) } };
        var answered = 0;

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                answered += (await client.BulkMatchAsync(Of(round))).Items.Count;
            }
        });
        var untold = (await unentitled.BulkMatchAsync(Of(0))).Items;

        Assert.Equal("MISSES_EXHAUSTED", new RawAnswer([], refusal).Reason);
        Assert.InRange(answered, Victims.Count, 3 * Victims.Count);
        Assert.All(untold, (item, row) => Assert.Equal(
            untold[0].Error.Message.Replace("[0]", $"[{row}]", StringComparison.Ordinal), item.Error.Message));
    }

    /// <summary>For each person the records that are sent, and which of them has the true date.</summary>
    [Fact(Timeout = Timeout)]
    public async Task Who_knows_name_and_day_does_not_read_the_kabupaten_by_trying_one_after_the_other()
    {
        await using var node = await MatchNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", [.. Families]);
        var client = await MatchNode.ClientAsync(node, MatchNode.Pln);
        var family = Families[0];
        var person = family.Members[0];
        var born = new DateOnly(person.TanggalLahir.Year, person.TanggalLahir.Month, person.TanggalLahir.Day).ToString("yyyy-MM-dd");
        var others = new[] { "3201", "3202", "3203", "3204", "3205", "3206" }.Where(code => code != family.KodeKabupatenKota);

        var items = (await client.BulkMatchAsync(new BulkMatchRequest
        {
            Records =
            {
                others.Take(WrongGuesses).Append(family.KodeKabupatenKota)
                    .Select(code => MatchNode.Record("", person.Nama, born, wilayah: code)),
            },
        })).Items;

        Assert.All(items.SkipLast(1), item => Assert.Equal(MatchOutcome.KandidatTidakDitemukan, item.Answer.Outcome));
        Assert.Equal(MatchOutcome.BatasPercobaan, items[^1].Answer.Outcome);
    }

    private static List<(MatchRecord[] Records, int TrueAt)> Walks()
    {
        var random = new Random(20_261_127);
        var walks = new List<(MatchRecord[] Records, int TrueAt)>();
        foreach (var (person, family) in Families.SelectMany(family => family.Members.Select(member => (member, family))))
        {
            var at = random.Next(Rounds);
            var born = new DateOnly(person.TanggalLahir.Year, person.TanggalLahir.Month, person.TanggalLahir.Day);
            walks.Add((
                [
                    .. Enumerable.Range(0, Rounds).Select(round => MatchNode.Record(
                        "", string.Format(null, Forms[round % Forms.Length], person.Nama),
                        (round == at ? born : born.AddDays(round < at ? round + 1 : -round)).ToString("yyyy-MM-dd"),
                        wilayah: family.KodeKabupatenKota)),
                ],
                at));
        }

        return walks;
    }
}
