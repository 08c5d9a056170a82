using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>What one who guesses learns, on a real node, through the whole gate.</summary>
public class GuessingTests
{
    private const int Timeout = 300_000;
    private const int FewPeople = 10;

    /// <summary>Always the same people, whenever this runs.</summary>
    private static readonly DateOnly Snapshot = new(2026, 11, 26);

    [Fact(Timeout = Timeout)]
    public async Task Who_guesses_through_a_kecamatan_learns_of_ten_people_a_day_at_most()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        var guesser = await PrepareAsync(node);

        var reason = await guesser.RunAsync(await ClientAsync(node), node.Clock!.Advance, int.MaxValue);

        TestContext.Current.TestOutputHelper?.WriteLine($"{guesser.Learned} learned by {guesser.Guesses} guesses");
        Assert.Equal("MISSES_EXHAUSTED", reason);
        Assert.True(guesser.Learned <= FewPeople, $"{guesser.Learned} learned by {guesser.Guesses} guesses");
        // It was let guess for as long as the budget says, not turned away at once.
        Assert.InRange(guesser.Guesses, 1_000, 12_000);
        Assert.Contains(node.Log.Lines, line => line.Event == 6001);
    }

    /// <summary>The same without a budget of misses: the guesser above is one that learns.</summary>
    [Fact(Timeout = Timeout)]
    public async Task Without_a_budget_of_misses_the_same_guesser_learns_of_many()
    {
        await using var node = await RunningNode.StartAsync(
            RunningNode.NewClock(), prepare: QuotaNode.Agreement("pemda-3204", ("misses_per_day", 10_000_000)));
        var guesser = await PrepareAsync(node);

        Assert.Null(await guesser.RunAsync(await ClientAsync(node), node.Clock!.Advance, 100_000));

        TestContext.Current.TestOutputHelper?.WriteLine($"{guesser.Learned} learned by {guesser.Guesses} guesses");
        Assert.True(guesser.Learned > 3 * FewPeople, $"{guesser.Learned} learned by {guesser.Guesses} guesses");
    }

    private static async Task<Guesser> PrepareAsync(RunningNode node)
    {
        var kecamatan = Kecamatan.Families(Snapshot);
        await node.PublishAsync("2026-T3.v1", kecamatan);
        return new Guesser(kecamatan, Snapshot);
    }

    private static async Task<DesilService.DesilServiceClient> ClientAsync(RunningNode node) => await node.LookupsAsync(QuotaNode.Region);
}
