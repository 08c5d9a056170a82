using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Tests.World;

/// <summary>What a partner is promised, asked for with every kind of proof.</summary>
public class MagicAnswersTests(PublishedNation published) : IClassFixture<PublishedNation>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    public static TheoryData<int> Numbers => [.. MagicNiks.All.Select(magic => magic.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_magic_nik_answers_as_documented(int number)
    {
        var magic = MagicNiks.Of(number);
        var byName = new DesilQuery { Nik = magic.Nik, Name = magic.Name.ToLowerInvariant() };
        var byFamily = new DesilQuery { Nik = magic.Nik, ProofFamilyNumber = magic.FamilyNumber };

        Assert.Equal((magic.Outcome, magic.Desil), await AskAsync(byName));
        Assert.Equal((magic.Outcome, magic.Desil), await AskAsync(byFamily));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Its_nomor_kk_answers_for_the_family(int number)
    {
        var magic = MagicNiks.Of(number);
        var (outcome, desil) = await AskAsync(new DesilQuery { FamilyNumber = magic.FamilyNumber, MemberNik = magic.Nik });

        Assert.Equal(
            magic.Outcome is DesilOutcome.NotFound or DesilOutcome.BelumAdaDesil ? magic.Outcome : DesilOutcome.Ranked, outcome);
        Assert.True(magic.Desil is null || magic.Desil == desil);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Outside_its_wilayah_it_is_not_found(int number)
    {
        var magic = MagicNiks.Of(number);
        using var bound = new CancellationTokenSource(Bound);

        var response = await Question.PemdaBandung.AskAsync(published.World, magic, bound.Token);

        Assert.Equal(magic.KodeKabupatenKota == "3204" ? magic.Outcome : DesilOutcome.NotFound, response.Answer.Outcome);
    }

    [Fact]
    public async Task The_quarter_before_can_be_asked_for()
    {
        var magic = MagicNiks.Of(16);
        using var bound = new CancellationTokenSource(Bound);

        var response = await Question.Pusdatin.AskAsync(
            published.World, magic, bound.Token, published.World.Now.Previous.Previous.ToString());

        Assert.Equal(magic.FirstDesil!.Value.Nasional, response.Answer.DesilNasional);
    }

    private async Task<(DesilOutcome Outcome, MagicDesil? Desil)> AskAsync(DesilQuery query)
    {
        using var bound = new CancellationTokenSource(Bound);
        var response = await published.World.ClientOf(Question.Pusdatin.Application).With(Question.Pusdatin.Context).Desil.GetDesilAsync(
            new GetDesilRequest { Query = query }, cancellationToken: bound.Token);
        var answer = response.Answer;
        return (answer.Outcome, answer.DesilNasional == 0
            ? null
            : new MagicDesil(answer.DesilNasional, answer.DesilProvinsi, answer.DesilKabupatenKota));
    }
}
