using Dtsen.Exchange.Contracts.Release.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class BeginReleaseTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task A_release_begins_open_at_the_head_of_the_change_log()
    {
        var period = node.NextPeriod();
        var request = Request(period);

        var answer = await _bps.Releases.BeginReleaseAsync(request);

        Assert.Equal(
            (ReleaseState.Open, $"{period}.v1", request.SnapshotId, 1),
            (answer.Release.State, answer.Release.Name, answer.Release.SnapshotId, answer.Release.VariablesVersion));
        Assert.Equal(request.EffectiveFrom, answer.Release.EffectiveFrom);
        Assert.Equal(answer.Info.ReadAt.Seq, answer.Release.SnapshotSeq);
        Assert.Equal(answer.Release, (await _bps.Releases.BeginReleaseAsync(request)).Release);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_request_id_means_one_body_and_a_period_and_version_one_release()
    {
        var request = Request(node.NextPeriod());
        await _bps.Releases.BeginReleaseAsync(request);

        var other = new BeginReleaseRequest(request) { SnapshotId = "other" };
        var refusal = await Refusal.AssertAsync(
            StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () => await _bps.Releases.BeginReleaseAsync(other));
        Assert.Equal(["request_id"], Refusal.FieldsOf(refusal));
        var rival = new BeginReleaseRequest(request) { RequestId = _bps.NextRequest() };
        await Refusal.AssertAsync(
            StatusCode.AlreadyExists, "RELEASE_EXISTS", async () => await _bps.Releases.BeginReleaseAsync(rival));
        rival.Version = 2;
        Assert.EndsWith(".v2", (await _bps.Releases.BeginReleaseAsync(rival)).Release.Name, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_same_request_many_times_at_once_begins_one_release()
    {
        var request = Request(node.NextPeriod());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _bps.Releases.BeginReleaseAsync(request).ResponseAsync));
        Assert.Single(answers.Select(answer => answer.Release).Distinct());
    }

    [Fact(Timeout = Timeout)]
    public async Task The_same_request_id_means_another_release_at_another_application()
    {
        var request = Request(node.NextPeriod());
        var ours = await _bps.Releases.BeginReleaseAsync(request);
        var other = new ReleaseService.ReleaseServiceClient(await node.Node.AsAsync(ReleaseNode.OtherUploader));
        request.Period = node.NextPeriod();
        Assert.True(Domain.Period.TryParse(request.Period, out var period));
        request.EffectiveFrom.Year = period.FirstDay.Year;
        request.EffectiveFrom.Month = period.FirstDay.Month;

        Assert.NotEqual(ours.Release.Id, (await other.BeginReleaseAsync(request)).Release.Id);
    }

    [Fact(Timeout = Timeout)]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var refusal = await Refusal.AssertAsync(
            StatusCode.InvalidArgument,
            "INVALID_FIELD",
            async () => await _bps.Releases.BeginReleaseAsync(new BeginReleaseRequest { Period = "3204110101800001" }));
        Assert.Equal(
            ["request_id", "period", "version", "snapshot_id", "variables_version", "effective_from"], Refusal.FieldsOf(refusal));
    }

    private BeginReleaseRequest Request(string period)
    {
        Assert.True(Domain.Period.TryParse(period, out var parsed));
        return BpsClient.NewRelease(_bps.NextRequest(), period, 1, parsed.FirstDay);
    }
}
