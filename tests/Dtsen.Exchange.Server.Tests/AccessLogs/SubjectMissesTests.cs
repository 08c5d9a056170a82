using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Tests.Desil;
using Dtsen.Exchange.Server.Tests.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>Rekam jejak and the budget of misses: nobody walks through numbers by it, and no citizen loses the right by others.</summary>
public class SubjectMissesTests
{
    private const int Timeout = 180_000;
    private const string CekBansos = "kemensos.cek-bansos";
    private const string Auditor = "bpkp.pengawasan";

    [Fact(Timeout = Timeout)]
    public async Task A_citizen_whom_nobody_looked_up_costs_no_miss_and_one_whom_the_register_does_not_have_does()
    {
        await using var node = await StartAsync("kemensos");

        for (var call = 0; call < 10; call++)
        {
            var own = await OwnAsync(node, DesilNode.Head);
            Assert.DoesNotContain(own.Accesses, access => access.Application != CekBansos);
            Assert.Equal(3, own.Info.Quota.MissesToday);
        }

        Assert.Equal(2, (await OwnAsync(node, DesilNode.UnknownNik)).Info.Quota.MissesToday);
    }

    [Fact(Timeout = Timeout)]
    public async Task Claimed_citizens_whom_the_register_does_not_have_close_the_day()
    {
        await using var node = await StartAsync("kemensos");
        for (var number = 1; number <= 3; number++)
        {
            Assert.Empty((await OwnAsync(node, $"320405121290100{number}")).Accesses);
        }

        Assert.Equal("MISSES_EXHAUSTED", (await QuotaNode.RefusedAsync(() => OwnAsync(node, DesilNode.Head))).Reason);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_auditor_misses_where_nobody_asked_whether_or_not_the_number_exists()
    {
        await using var node = await StartAsync("bpkp");
        var auditor = new AccessLogService.AccessLogServiceClient(await node.AsAsync(Auditor, ("dtsen-purpose", "pengawasan")));

        var known = await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.Head });
        var unknown = await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.UnknownNik });

        Assert.Empty(known.Accesses);
        Assert.Empty(unknown.Accesses);
        Assert.Equal((2, 1), (known.Info.Quota.MissesToday, unknown.Info.Quota.MissesToday));
        await (await node.LookupsAsync(QuotaNode.Ministry)).GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
        var found = await auditor.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = DesilNode.Head });
        Assert.Contains(found.Accesses, access => access.Application == QuotaNode.Ministry);
        Assert.Equal(1, found.Info.Quota.MissesToday);
    }

    /// <summary>A node on which every agreement of an agency has three misses a day and no share.</summary>
    private static Task<RunningNode> StartAsync(string agency) => QuotaNode.StartAsync(null, node => node.EditPartner(agency, partner =>
    {
        foreach (var application in partner["applications"]!.AsArray())
        {
            application!["agreement"]!["limits"] = QuotaNode.Json([("misses_per_day", 3), ("miss_share", 0)]);
        }
    }));

    private static async Task<ListSubjectAccessesResponse> OwnAsync(RunningNode node, string nik)
    {
        var secret = node.Services.GetRequiredService<EndUserSecrets>().SecretOf(CekBansos);
        var client = new AccessLogService.AccessLogServiceClient(await node.AsAsync(
            CekBansos, ("dtsen-purpose", "hak-warga"), ("dtsen-end-user", "citizen:" + CitizenId.From(secret, nik))));
        return await client.ListSubjectAccessesAsync(new ListSubjectAccessesRequest { Nik = nik });
    }
}
