using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Grpc.Core;
using static Dtsen.Exchange.Contracts.Desil.V1.DesilOutcome;

namespace Dtsen.Exchange.Server.Tests.Desil;

public class GetDesilTests(DesilNode desil) : IClassFixture<DesilNode>
{
    private static readonly (string, string) Bandung = ("dtsen-acting-for", "wilayah:3204");
    private static readonly (string, string) Java = ("dtsen-acting-for", "wilayah:35");

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    private static Dictionary<string, Case> Cases { get; } = new()
    {
        ["a ranked person, by nomor KK"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, kk: DesilNode.Family), Ranked),
        ["a ranked person, by name"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, DesilNode.HeadName), Ranked),
        ["a name in other letters and blanks"] = new(DesilNode.Pbi, ByNik(DesilNode.Spouse, " siti nur'AINI  "), Ranked),
        ["a family, by a member"] = new(DesilNode.Pbi, ByKk(DesilNode.Family, DesilNode.Spouse), Ranked),
        ["a family, by a member who has died"] = new(DesilNode.Pbi, ByKk(DesilNode.Family, DesilNode.Dead), Ranked),
        ["a person not ranked yet"] = new(DesilNode.Pbi, ByNik(DesilNode.NewHead, DesilNode.NewHeadName), BelumAdaDesil),
        ["a family not ranked yet"] = new(DesilNode.Pbi, ByKk(DesilNode.NewFamily, DesilNode.NewHead), BelumAdaDesil),
        ["a person who has died"] = new(DesilNode.Pbi, ByNik(DesilNode.Dead, kk: DesilNode.Family), Meninggal),
        ["a NIK that is switched off"] = new(DesilNode.Pbi, ByNik(DesilNode.Inactive, "Rini"), NikTidakAktif),
        ["a NIK beside another"] = new(DesilNode.Pbi, ByNik(DesilNode.Doubled, kk: DesilNode.Family), NikGanda),
        ["nobody's NIK"] = new(DesilNode.Pbi, ByNik(DesilNode.UnknownNik, kk: DesilNode.Family), NotFound),
        ["nobody's nomor KK"] = new(DesilNode.Pbi, ByKk(DesilNode.UnknownFamily, DesilNode.Head), NotFound),
        ["another's name"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, DesilNode.FarName), NotFound),
        ["a name in another spelling, with a title"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, "H. Boedi Santosa"), Ranked),
        ["a name that is short of a word"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, "Budi"), Ranked),
        ["a name with another second word"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, "Budi Hartono"), NotFound),
        ["the second word alone"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, "Santoso"), NotFound),
        ["a name that half the nation has part of"] = new(DesilNode.Pbi, ByNik(DesilNode.Spouse, "Siti"), NotFound),
        ["another's nomor KK"] = new(DesilNode.Pbi, ByNik(DesilNode.Head, kk: DesilNode.FarFamily), NotFound),
        ["another's proof for who has died"] = new(DesilNode.Pbi, ByNik(DesilNode.Dead, "Joko"), NotFound),
        ["a member of another family"] = new(DesilNode.Pbi, ByKk(DesilNode.Family, DesilNode.FarHead), NotFound),
        ["nobody as a member"] = new(DesilNode.Pbi, ByKk(DesilNode.Family, DesilNode.UnknownNik), NotFound),
        ["a proof where none is asked, right"] = new(DesilNode.Pusdatin, ByNik(DesilNode.Head, DesilNode.HeadName), Ranked),
        ["a proof where none is asked, wrong"] = new(DesilNode.Pusdatin, ByNik(DesilNode.Head, "Agus"), NotFound),
        ["no proof where none is asked, by NIK"] = new(DesilNode.Pusdatin, ByNik(DesilNode.Head), Ranked),
        ["no proof where none is asked, by nomor KK"] = new(DesilNode.Pusdatin, ByKk(DesilNode.Family), Ranked),
        ["nobody where no proof is asked"] = new(DesilNode.Pusdatin, ByNik(DesilNode.UnknownNik), NotFound),
        ["a Pemda within its wilayah"] = new(DesilNode.Kabupaten, ByNik(DesilNode.Head, kk: DesilNode.Family), Ranked),
        ["a Pemda and a neighbour"] = new(DesilNode.Kabupaten, ByNik(DesilNode.NewHead, DesilNode.NewHeadName), NotFound),
        ["a Pemda and who was registered here and lives elsewhere"] =
            new(DesilNode.Kabupaten, ByNik(DesilNode.FarHead, DesilNode.FarName), NotFound),
        ["a Pemda and a family elsewhere"] = new(DesilNode.Kabupaten, ByKk(DesilNode.FarFamily, DesilNode.FarHead), NotFound),
        ["a proof by number, where that is asked"] = new(DesilNode.Kota, ByNik(DesilNode.NewHead, kk: DesilNode.NewFamily), BelumAdaDesil),
        ["a family, where a number is asked"] = new(DesilNode.Kota, ByKk(DesilNode.NewFamily, DesilNode.NewHead), BelumAdaDesil),
        ["for a wilayah in which the family lives"] = new(DesilNode.SiksNg, ByNik(DesilNode.Head, DesilNode.HeadName), Ranked, Bandung),
        ["for a wilayah in which it does not live"] = new(DesilNode.SiksNg, ByNik(DesilNode.Head, DesilNode.HeadName), NotFound, Java),
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(CaseNames))]
    public async Task A_lookup_has_the_outcome_that_the_register_and_the_agreement_give(string name)
    {
        var (application, query, expected, header) = Cases[name];
        var client = await desil.ClientAsync(application, header is { } one ? [one] : []);

        var single = await client.GetDesilAsync(new GetDesilRequest { Query = query });
        var bulk = await client.BulkGetDesilAsync(new BulkGetDesilRequest { Queries = { query, query } });

        Assert.Equal(expected, single.Answer.Outcome);
        Assert.All(bulk.Items, item => Assert.Equal(single.Answer, item.Answer));
        Assert.Equal(2, bulk.Items.Count);
        Assert.Equal("2026-T3.v1", single.Info.ReadAt.Release);
        Assert.Equal("2026-T3.v1", bulk.Info.ReadAt.Release);
        if (expected is not Ranked)
        {
            Assert.Equal((0u, 0u, 0u, ""), (
                single.Answer.DesilNasional, single.Answer.DesilProvinsi, single.Answer.DesilKabupatenKota,
                single.Answer.KodeKabupatenKota));
        }

        if (expected is not (Ranked or BelumAdaDesil))
        {
            Assert.Equal(new DesilAnswer { Outcome = expected }, single.Answer);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_ranked_answer_carries_what_the_agreement_names_and_no_more()
    {
        var query = new GetDesilRequest { Query = ByNik(DesilNode.Head, DesilNode.HeadName) };
        var whole = new DesilAnswer
        {
            Outcome = Ranked,
            DesilNasional = 2,
            DesilProvinsi = 3,
            DesilKabupatenKota = 4,
            DesilBasis = DesilBasis.Peringkat,
            WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
            KodeKabupatenKota = "3204",
        };

        var pusdatin = await (await desil.ClientAsync(DesilNode.Pusdatin)).GetDesilAsync(query);
        var pbi = await (await desil.ClientAsync(DesilNode.Pbi)).GetDesilAsync(query);

        Assert.Equal(whole, pusdatin.Answer);
        Assert.Empty(pusdatin.Info.WithheldVariables);
        Assert.Equal(new DesilAnswer { Outcome = Ranked, DesilNasional = 2 }, pbi.Answer);
        Assert.Equal(
            ["desil_basis", "desil_kabupaten_kota", "desil_provinsi", "kode_kabupaten_kota"], pbi.Info.WithheldVariables);
    }

    [Fact(Timeout = 120_000)]
    public async Task Why_a_family_is_not_ranked_is_told_to_whom_the_basis_is_granted()
    {
        var query = new GetDesilRequest { Query = ByKk(DesilNode.NewFamily, DesilNode.NewHead) };

        var pusdatin = await (await desil.ClientAsync(DesilNode.Pusdatin)).GetDesilAsync(query);
        var pbi = await (await desil.ClientAsync(DesilNode.Pbi)).GetDesilAsync(query);

        Assert.Equal(new DesilAnswer { Outcome = BelumAdaDesil, DesilBasis = DesilBasis.KeluargaBaru }, pusdatin.Answer);
        Assert.Equal(new DesilAnswer { Outcome = BelumAdaDesil }, pbi.Answer);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_citizen_sees_the_own_family_only()
    {
        var own = desil.Citizen(DesilNode.CekBansos, DesilNode.Head);
        var client = await desil.ClientAsync(DesilNode.CekBansos, own);

        Assert.Equal(Ranked, await OutcomeAsync(client, ByNik(DesilNode.Head, DesilNode.HeadName)));
        Assert.Equal(Ranked, await OutcomeAsync(client, ByKk(DesilNode.Family, DesilNode.Head)));
        Assert.Equal(NotFound, await OutcomeAsync(client, ByNik(DesilNode.FarHead, DesilNode.FarName)));
        Assert.Equal(NotFound, await OutcomeAsync(client, ByKk(DesilNode.FarFamily, DesilNode.FarHead)));
        Assert.Equal(NotFound, await OutcomeAsync(client, ByKk(DesilNode.FarFamily, DesilNode.Head)));

        // The hash is keyed for each application: another's is no one's here.
        var borrowed = await desil.ClientAsync(DesilNode.CekBansos, desil.Citizen("kemensos.whatsapp-center", DesilNode.Head));
        Assert.Equal(NotFound, await OutcomeAsync(borrowed, ByNik(DesilNode.Head, DesilNode.HeadName)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_period_that_is_asked_for_is_read_whether_effective_or_not()
    {
        var first = await desil.ClientAsync(DesilNode.Pusdatin);
        var all = await desil.ClientAsync(DesilNode.Pbi);
        var query = ByNik(DesilNode.Head, DesilNode.HeadName);

        var before = await all.GetDesilAsync(new GetDesilRequest { Query = query, ForPeriod = "2026-T2" });
        var after = await first.GetDesilAsync(new GetDesilRequest { Query = query, ForPeriod = "2026-T4" });

        Assert.Equal((1u, "2026-T2.v1"), (before.Answer.DesilNasional, before.Info.ReadAt.Release));
        Assert.Equal((3u, "2026-T4.v1"), (after.Answer.DesilNasional, after.Info.ReadAt.Release));
        await RefusedAsync(all, query, "2026-T4", StatusCode.FailedPrecondition, ErrorReason.NoRelease);
        await RefusedAsync(first, query, "2025-T1", StatusCode.FailedPrecondition, ErrorReason.NoRelease);
        foreach (var period in new[] { "2026", "2026-T5", " 2026-T3", "2026-t3", new string('9', 5000) })
        {
            await RefusedAsync(first, query, period, StatusCode.InvalidArgument, ErrorReason.InvalidField);
        }
    }

    internal static DesilQuery ByNik(string nik, string? name = null, string? kk = null)
    {
        var query = new DesilQuery { Nik = nik };
        if (name is not null)
        {
            query.Name = name;
        }

        if (kk is not null)
        {
            query.ProofFamilyNumber = kk;
        }

        return query;
    }

    internal static DesilQuery ByKk(string kk, string? member = null)
    {
        var query = new DesilQuery { FamilyNumber = kk };
        if (member is not null)
        {
            query.MemberNik = member;
        }

        return query;
    }

    private static async Task<DesilOutcome> OutcomeAsync(DesilService.DesilServiceClient client, DesilQuery query) =>
        (await client.GetDesilAsync(new GetDesilRequest { Query = query })).Answer.Outcome;

    private static async Task RefusedAsync(
        DesilService.DesilServiceClient client, DesilQuery query, string period, StatusCode code, ErrorReason reason)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await client.GetDesilAsync(new GetDesilRequest { Query = query, ForPeriod = period }));
        Assert.Equal((code, Problem.NameOf(reason)), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
    }

    private sealed record Case(string Application, DesilQuery Query, DesilOutcome Expected, (string, string)? Header = null);
}
