using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Dtsen.Exchange.Server.Tests.Desil.StreamDesilTests;

namespace Dtsen.Exchange.Server.Tests.Desil;

/// <summary>
/// Random releases, in which families move, are ranked anew, take another nomor KK and lose members to each other; random queries by
/// callers with other rights: single, in bulk, in a stream, as of a release and of the past, all say what <see cref="DesilModel"/> says.
/// </summary>
public class AgainstAModelTests
{
    private const int Queries = 40;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("DTSEN_LONG") == "1"
        ? [.. Enumerable.Range(1, 30)]
        : [1];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Seeds))]
    public async Task Every_way_of_asking_says_what_the_model_says(int seed)
    {
        var random = new Random(seed);
        await using var node = await RunningNode.StartAsync(prepare: fresh =>
        {
            fresh.KeepReleases = 1;
            fresh.EditPartner(
                "bpjs-kesehatan", partner => partner["applications"]![0]!["agreement"]!["scopes"]!.AsArray().Add("desil.history"));
        });
        var model = new DesilModel(random);
        for (var version = 1; version <= 6; version++)
        {
            var release = model.Next($"2026-T3.v{version}");
            var id = await node.PublishAsync(
                release.Name, release.Families,
                audiences: release.ForAll ? [ReleaseAudience.First, ReleaseAudience.All] : [ReleaseAudience.First]);
            if (version == 3)
            {
                await node.RollBackAsync(id);
                release.IsRolledBack = true;
            }
        }

        var retirement = node.Services.GetRequiredService<Retirement>();
        await retirement.LookAsync(CancellationToken.None);
        model.Retire(1);
        foreach (var caller in DesilModel.Callers)
        {
            var client = new DesilService.DesilServiceClient(await node.AsAsync(caller.Application, caller.Headers));
            var queries = Enumerable.Range(0, Queries).Select(_ => model.Query(caller)).ToList();
            foreach (var asOf in model.Releases.Select(release => release.Name).Prepend(""))
            {
                await CompareAsync(client, model, caller, queries, asOf);
            }

            foreach (var query in queries.Take(15))
            {
                var history = await client.GetDesilHistoryAsync(new GetDesilHistoryRequest { Query = query });
                Assert.Equal(
                    model.History(caller, query),
                    history.Entries.Select(entry => (entry.Release, Words(entry.Answer), entry.Retired, entry.RolledBack)));
            }
        }
    }

    private static async Task CompareAsync(
        DesilService.DesilServiceClient client, DesilModel model, DesilModel.Caller caller, List<DesilQuery> queries, string asOf)
    {
        using var stream = client.StreamDesil();
        if (model.Refusal(caller, asOf) is { } reason)
        {
            Assert.Equal(reason, await ReasonAsync(async () => await client.GetDesilAsync(
                new GetDesilRequest { Query = queries[0], AsOfRelease = asOf })));
            Assert.Equal(reason, await ReasonAsync(async () => await client.BulkGetDesilAsync(
                new BulkGetDesilRequest { Queries = { queries }, AsOfRelease = asOf })));
            Assert.Equal(reason, await ReasonAsync(() => AskAsync(
                stream, new StreamDesilRequest { Queries = { queries }, AsOfRelease = asOf })));
            return;
        }

        var expected = queries.ConvertAll(query => model.Answer(caller, query, asOf));
        var bulk = await client.BulkGetDesilAsync(new BulkGetDesilRequest { Queries = { queries }, AsOfRelease = asOf });
        Assert.Equal(expected, bulk.Items.Select(item => Words(item.Answer)));
        var half = Queries / 2;
        var first = await AskAsync(stream, new StreamDesilRequest { Queries = { queries.Take(half) }, AsOfRelease = asOf });
        var second = await AskAsync(stream, new StreamDesilRequest { Queries = { queries.Skip(half) } });
        Assert.Equal(expected, first.Items.Concat(second.Items).Select(item => Words(item.Answer)));
        var single = await client.GetDesilAsync(new GetDesilRequest { Query = queries[^1], AsOfRelease = asOf });
        Assert.Equal(expected[^1], Words(single.Answer));
    }

    private static string Words(DesilAnswer answer) => $"{answer.Outcome} {answer.DesilNasional}";

    private static async Task<string> ReasonAsync(Func<Task> call) =>
        new RawAnswer([], await Assert.ThrowsAsync<RpcException>(call)).Reason;
}
