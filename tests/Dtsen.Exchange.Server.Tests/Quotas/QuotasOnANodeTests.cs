using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Quotas;

/// <summary>Through sockets, tokens and the whole gate.</summary>
public class QuotasOnANodeTests
{
    private const int Timeout = 120_000;

    /// <summary>A clock that is turned on by up to a day runs every timer of the node for each of its quarters of a second.</summary>
    private const int TimeoutOfADay = 600_000;

    [Fact(Timeout = TimeoutOfADay)]
    public async Task Calls_of_an_agreement_run_out_and_are_whole_again_at_midnight_WIB()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agreement("bpjs-kesehatan", ("calls_per_day", 5)));
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);
        for (var left = 4; left >= 0; left--)
        {
            var answer = await lookups.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
            Assert.Equal(left, answer.Info.Quota.CallsToday);
        }

        var (reason, limit, scope, wait) = await QuotaNode.RefusedAsync(
            async () => await lookups.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known }));

        Assert.Equal(("QUOTA_EXHAUSTED", "calls_per_day", "application/" + QuotaNode.Ministry), (reason, limit, scope));
        var midnight = Wib.StartOf(Wib.Today(node.Time).AddDays(1));
        Assert.Equal((midnight - node.Time.GetUtcNow()).TotalSeconds, wait.TotalSeconds, 5.0);

        await ToMidnightAsync(node);
        var next = await (await node.LookupsAsync(QuotaNode.Ministry)).GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
        Assert.Equal(4, next.Info.Quota.CallsToday);
    }

    [Fact(Timeout = Timeout)]
    public async Task Numbers_are_counted_before_they_are_looked_up_and_a_call_that_does_not_fit_costs_nothing()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agreement("bpjs-kesehatan", ("numbers_per_day", 100)));
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);

        Assert.Equal(30, (await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 70))).Info.Quota.NiksToday);
        var (reason, limit, _, _) = await QuotaNode.RefusedAsync(
            async () => await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 31)));
        Assert.Equal(("QUOTA_EXHAUSTED", "numbers_per_day"), (reason, limit));
        Assert.Equal(0, (await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 30))).Info.Quota.NiksToday);
        await QuotaNode.RefusedAsync(async () => await lookups.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known }));

        // Who asks for nobody is let in.
        var usage = await node.UsageAsync(QuotaNode.Ministry);
        Assert.Equal((100, 0), (usage.Agreement.NumbersUsed, usage.Agreement.NumbersLeft));
        Assert.Equal(100, usage.Agency.NumbersUsed);
        Assert.Equal(3, usage.Agreement.CallsUsed);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_row_that_breaks_a_rule_is_a_number_and_no_miss()
    {
        await using var node = await QuotaNode.StartAsync(null);
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);

        var answer = await lookups.BulkGetDesilAsync(QuotaNode.Bulk(new DesilQuery { Nik = "0" }, 10));

        Assert.All(answer.Items, item => Assert.NotNull(item.Error));
        var usage = await node.UsageAsync(QuotaNode.Ministry);
        Assert.Equal((10, 0), (usage.Agreement.NumbersUsed, usage.Misses.Used));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_agreement_and_the_agency_must_both_have_room()
    {
        await using var node = await QuotaNode.StartAsync(
            null,
            QuotaNode.Agency("kemensos", ("numbers_per_day", 10)),
            fresh => fresh.EditPartner("kemensos", partner =>
            {
                foreach (var application in partner["applications"]!.AsArray())
                {
                    application!["agreement"]!.AsObject().Remove("acting_for");
                    application["agreement"]!["end_user"] = "none";
                }
            }));
        var one = new DesilService.DesilServiceClient(await node.AsAsync("kemensos.siks-ng", ("dtsen-purpose", "pemutakhiran")));
        var other = new DesilService.DesilServiceClient(await node.AsAsync("kemensos.pusdatin", ("dtsen-purpose", "monev")));
        var known = new DesilQuery { Nik = QuotaNode.Known.Nik };

        await one.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 6));
        Assert.Equal(1, (await other.BulkGetDesilAsync(QuotaNode.Bulk(known, 3))).Info.Quota.NiksToday);
        var (reason, limit, scope, _) = await QuotaNode.RefusedAsync(
            async () => await one.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 2)));

        Assert.Equal(("QUOTA_EXHAUSTED", "numbers_per_day", "agency/kemensos"), (reason, limit, scope));
        // The one that was refused has used nothing of its own.
        var usage = await node.UsageAsync("kemensos.siks-ng");
        Assert.Equal((6, 9, 1), (usage.Agreement.NumbersUsed, usage.Agency.NumbersUsed, usage.Agency.NumbersLeft));
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_is_too_fast_is_told_when_to_go_on()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agreement("bpjs-kesehatan", ("numbers_per_second", 10)));
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);
        await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 10));

        var (reason, _, _, wait) = await QuotaNode.RefusedAsync(
            async () => await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 5)));

        Assert.Equal("RATE_EXCEEDED", reason);
        Assert.Equal(0.5, wait.TotalSeconds, 0.01);
        node.Clock!.Advance(wait);
        await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 5));
    }

    [Fact(Timeout = TimeoutOfADay)]
    public async Task Misses_run_out_for_lookups_alone_an_alert_is_logged_and_midnight_ends_it()
    {
        await using var node = await QuotaNode.StartAsync(
            null, QuotaNode.Agreement("bpjs-kesehatan", ("misses_per_day", 20), ("miss_share", 0)));
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);

        Assert.Equal(5, (await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Unknown, 15))).Info.Quota.MissesToday);
        Assert.Equal(5, (await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Known, 500))).Info.Quota.MissesToday);

        // The answer that uses it up is given whole; the next call is refused.
        var last = await lookups.BulkGetDesilAsync(QuotaNode.Bulk(QuotaNode.Unknown, 50));
        Assert.Equal((50, 0), (last.Items.Count(item => item.Answer.Outcome == DesilOutcome.NotFound), last.Info.Quota.MissesToday));
        var (reason, limit, _, wait) = await QuotaNode.RefusedAsync(
            async () => await lookups.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known }));
        Assert.Equal(("MISSES_EXHAUSTED", "misses_per_day"), (reason, limit));
        Assert.True(wait > TimeSpan.Zero);

        var alert = Assert.Single(node.Log.Lines, line => line.Event == 6001);
        Assert.Contains(QuotaNode.Ministry, alert.Text, StringComparison.Ordinal);
        var usage = await node.UsageAsync(QuotaNode.Ministry);
        Assert.Equal((65, 0), (usage.Misses.Used, usage.Misses.Left));

        await ToMidnightAsync(node);
        await (await node.LookupsAsync(QuotaNode.Ministry)).GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
    }

    [Fact(Timeout = Timeout)]
    public async Task A_node_that_stops_gives_back_what_it_had_on_lease()
    {
        await using var database = await new SqliteFiles().NewAsync();
        await using var node = await QuotaNode.StartAsync(
            database.Connection, QuotaNode.Agreement("bpjs-kesehatan", ("calls_per_day", 100_000)));
        var lookups = await node.LookupsAsync(QuotaNode.Ministry);
        for (var call = 0; call < 3; call++)
        {
            await lookups.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
        }

        var store = new QuotaStore(database.Database);
        var key = new QuotaKey("application/" + QuotaNode.Ministry, QuotaKey.Calls);
        var day = Wib.Today(node.Time);
        Assert.True(await store.ReadAsync(key, day) > 3);

        await node.StopAsync();

        Assert.Equal(3, await store.ReadAsync(key, day));
    }

    [Fact(Timeout = Timeout)]
    public async Task One_agency_floods_and_another_is_answered()
    {
        await using var node = await QuotaNode.StartAsync(null, QuotaNode.Agency("bpjs-kesehatan", ("calls_in_flight", 4)));
        var flood = await node.LookupsAsync(QuotaNode.Ministry);
        var calm = await node.LookupsAsync(QuotaNode.Region);
        using var enough = new CancellationTokenSource();
        var request = QuotaNode.Bulk(QuotaNode.Known, 1_000);
        var floods = Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            int answered = 0, refused = 0;
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    await flood.BulkGetDesilAsync(request);
                    answered++;
                }
                catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
                {
                    Assert.Equal("RATE_EXCEEDED", new RawAnswer([], refusal).Reason);
                    refused++;
                }
            }

            return (answered, refused);
        })).ToList();

        for (var call = 0; call < 50; call++)
        {
            var answer = await calm.GetDesilAsync(new GetDesilRequest { Query = QuotaNode.Known });
            Assert.Equal(DesilOutcome.Ranked, answer.Answer.Outcome);
        }

        await enough.CancelAsync();
        var ended = await Task.WhenAll(floods);
        Assert.True(ended.Sum(one => one.refused) > 0);
        Assert.True(ended.Sum(one => one.answered) > 0);

        // What was refused and what was answered are both over: nothing is counted as under way any more.
        var account = node.Services.GetRequiredService<QuotaBook>()
            .Of(node.Services.GetRequiredService<NodeView>().Partners.FindApplication(QuotaNode.Ministry)!).Agency;
        Assert.True(account.TryBegin(1));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_limits_stand_in_the_agreement_that_an_application_reads()
    {
        await using var node = await QuotaNode.StartAsync(
            null, QuotaNode.Agreement("bpjs-kesehatan", ("calls_per_day", 7), ("miss_share", 0.5)));
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(QuotaNode.Ministry));

        var agreement = (await client.GetAgreementAsync(new GetAgreementRequest())).Application.Agreement;

        Assert.Equal(7, agreement.Limits.CallsPerDay);
        Assert.Equal(Domain.Partners.DefaultLimits.Agreement.NumbersPerDay, agreement.Limits.NumbersPerDay);
        Assert.Equal((1_000, 0.5), (agreement.MissesPerDay, agreement.MissShare));
    }

    /// <summary>Turns the clock to the next day, in one jump; the node is up to date again when this returns.</summary>
    private static async Task ToMidnightAsync(RunningNode node)
    {
        var midnight = Wib.StartOf(Wib.Today(node.Time).AddDays(1));
        node.Clock!.Advance(midnight - node.Time.GetUtcNow());
        var states = node.Services.GetRequiredService<State.NodeStateSource>();
        await node.UntilAsync(() => states.IsFresh);
    }
}
