using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Tests.Quotas;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Matching;

/// <summary>
/// An adaptive attacker asks 10,000 times about 1,000 people, on a real node, through the whole gate, and reads no more of them than
/// somebody who guesses five times.
/// </summary>
public class OracleTests
{
    private const int Timeout = 300_000;
    private const int Rounds = 10;

    private static readonly IReadOnlyList<Family> Families = Victims.Families();

    private static readonly Dictionary<string, (Member Person, Family Family)> People = Families
        .SelectMany(family => family.Members.Select(member => (member, family)))
        .ToDictionary(pair => pair.member.NomorIndukKependudukan);

    [Theory(Timeout = Timeout)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attacker_reads_nothing_that_it_does_not_guess(bool knowsName)
    {
        await using var node = await MatchNode.StartAsync(null, QuotaNode.Agreement("pln", ("misses_per_day", 1_000_000)));
        await node.PublishAsync("2026-T3.v1", [.. Families]);
        var client = await MatchNode.ClientAsync(node, MatchNode.Pln);
        var untold = new HashSet<MatchAnswer>();

        var learned = await AttackAsync(knowsName, async records =>
        {
            var items = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { records.Select(record => record.Record) } })).Items;
            untold.UnionWith(items.Select(item => item.Answer).Where(answer => answer.Fields is null && answer.Candidates is null));
            return [.. items.Select(item => item.Answer)];
        });
        var game = new GuessingGame(Families);
        var guessed = await AttackAsync(knowsName, records =>
            Task.FromResult<MatchAnswer[]>([.. records.Select(record => game.Ask(record.Nik, record.Record))]));

        foreach (var field in learned.Keys.Union(guessed.Keys))
        {
            var line = $"{field}: {learned.GetValueOrDefault(field)} of {Victims.Count} read, {guessed.GetValueOrDefault(field)} guessed";
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            // A fingerprint of a try may be that of another, one in some ten thousand.
            Assert.True(learned.GetValueOrDefault(field) <= guessed.GetValueOrDefault(field) + 3, line);
        }

        // It was not simply turned away.
        Assert.True(learned["nama"] > 0);
        Assert.Equal(0, learned.GetValueOrDefault("nomor_kartu_keluarga"));
        // Where nothing is proven there is nothing to climb: not found by a neighbour, not padan, too often.
        Assert.Subset(
            new HashSet<MatchOutcome> { MatchOutcome.NikTidakDitemukan, MatchOutcome.TidakPadan, MatchOutcome.BatasPercobaan },
            untold.Select(answer => answer.Outcome).ToHashSet());
        Assert.True(untold.Count <= 3);
    }

    [Fact(Timeout = Timeout)]
    public async Task By_its_budget_of_misses_it_is_stopped_on_the_first_day()
    {
        await using var node = await MatchNode.StartAsync();
        await node.PublishAsync("2026-T3.v1", [.. Families]);
        var client = await MatchNode.ClientAsync(node, MatchNode.Pln);
        var answered = 0;

        var refusal = await Assert.ThrowsAsync<RpcException>(() => AttackAsync(false, async records =>
        {
            var items = (await client.BulkMatchAsync(new BulkMatchRequest { Records = { records.Select(record => record.Record) } })).Items;
            answered += items.Count;
            return [.. items.Select(item => item.Answer)];
        }));

        Assert.Equal("MISSES_EXHAUSTED", new RawAnswer([], refusal).Reason);
        Assert.InRange(answered, Victims.Count, 3 * Victims.Count);
    }

    /// <summary>Runs the attack; what it was told of each field that is true, by the number of people.</summary>
    private static async Task<Dictionary<string, int>> AttackAsync(
        bool knowsName, Func<IReadOnlyList<(string Nik, MatchRecord Record)>, Task<MatchAnswer[]>> ask)
    {
        var names = People.Values.GroupBy(pair => pair.Person.NomorIndukKependudukan[6] >= '4').ToDictionary(
            sex => sex.Key,
            sex => sex.GroupBy(pair => pair.Person.Nama)
                .OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal)
                .Take(Rounds).Select(same => same.Key).ToList());
        var taken = People.Keys.ToHashSet();
        var attackers = People.ToDictionary(pair => pair.Key, pair => new Attacker(
            pair.Key, knowsName ? [pair.Value.Person.Nama] : names[pair.Key[6] >= '4'], DesaNear(pair.Key), taken));
        for (var round = 0; round < Rounds; round++)
        {
            var asked = attackers.Select(attacker => (attacker.Key, attacker.Value.Next())).ToList();
            var answers = await ask(asked);
            for (var row = 0; row < asked.Count; row++)
            {
                attackers[asked[row].Key].Hear(asked[row].Item2, answers[row]);
            }
        }

        // Only what is right has been learned; a name is right where it is another form of the person's.
        return attackers.SelectMany(attacker => attacker.Value.Learned
                .Where(fact => fact.Key == "nama" || TruthOf(attacker.Key, fact.Key) == fact.Value))
            .GroupBy(fact => fact.Key).ToDictionary(field => field.Key, field => field.Count());
    }

    private static string TruthOf(string nik, string field)
    {
        var (person, family) = People[nik];
        return field switch
        {
            "tanggal_lahir" => Attacker.Words(person.TanggalLahir),
            "jenis_kelamin" => $"{person.JenisKelamin}",
            "nomor_kartu_keluarga" => family.NomorKartuKeluarga,
            _ => family.KodeKelurahanDesa,
        };
    }

    /// <summary>The desa of the kecamatan in which the NIK was issued.</summary>
    private static List<string> DesaNear(string nik) =>
        [.. Enumerable.Range(1, Rounds).Select(desa => $"{nik[..6]}2{desa:D3}")];
}
