using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Releases;
using Dtsen.Exchange.Server.Sql;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class CompareReleasesTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task A_release_outside_of_the_bounds_is_published_with_a_reason_that_the_approver_and_the_change_log_read()
    {
        var period = node.NextPeriod();
        var first = await _bps.SealedAsync(period, 1, null, (Bandung, RankingSample.Families(Bandung, 40)));
        await _bps.PublishAsync(first.Id, ReleaseAudience.First);
        var second = await _bps.SealedAsync(period, 2, null, (Bandung, RankingSample.Families(Bandung, 30, Reverse)));

        var comparison = (await _bps.Releases.CompareReleasesAsync(new CompareReleasesRequest { ReleaseId = second.Id })).Comparison;
        Assert.Equal((second.Name, first.Name), (comparison.Release, comparison.BaseRelease));
        Assert.Equal((30, 40, 0, 10), (comparison.Families, comparison.BaseFamilies, comparison.NewFamilies, comparison.GoneFamilies));
        Assert.Equal((30, 18), (comparison.RankedInBoth, comparison.MovedFar));
        Assert.Equal(3, comparison.Movement[(1 * 11) + 10]);
        Assert.Equal(30, comparison.Movement.Sum());
        Assert.Equal((40, 18), (comparison.Kabupaten.Single().BaseFamilies, comparison.Kabupaten.Single().MovedFar));
        Assert.Equal(
            ["moved_far_share", "gone_share", "families_change_share", "kabupaten_change_share"],
            comparison.Exceeded.Select(excess => excess.Bound));

        var request = new PublishReleaseRequest
        {
            RequestId = _bps.NextRequest(), ReleaseId = second.Id, Audience = ReleaseAudience.First, Reason = "validated",
        };
        var refusal = await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "OUT_OF_BOUNDS", async () => await _bps.Releases.PublishReleaseAsync(request));
        Assert.Contains("moved_far_share 0.6 > 0.05", refusal.Message);
        Assert.Empty((await ReadAsync(second.Id)).Proposals);

        request.BoundsReason = "the formula was corrected";
        var proposal = (await _bps.Releases.PublishReleaseAsync(request)).Proposal;
        var shown = Assert.Single((await ReadAsync(second.Id)).Proposals);
        Assert.Equal(proposal, shown);
        Assert.Contains("kabupaten_change_share 3204 0.25 > 0.1", shown.OutOfBounds);
        Assert.Equal("the formula was corrected", shown.BoundsReason);

        var approved = await _bps.ApproveAsync(proposal);
        var entry = await EntryAsync(approved.Seq);
        Assert.Equal((shown.OutOfBounds, shown.BoundsReason), (entry.OutOfBounds, entry.BoundsReason));
    }

    [Fact(Timeout = Timeout)]
    public async Task Within_the_bounds_no_reason_is_asked_for_and_none_is_kept()
    {
        var period = node.NextPeriod();
        var first = await _bps.SealedAsync(period, 1, null, (Bandung, RankingSample.Families(Bandung, 40)));
        await _bps.PublishAsync(first.Id, ReleaseAudience.First);
        var second = await _bps.SealedAsync(period, 2, null, (Bandung, RankingSample.Families(Bandung, 41)));

        var proposal = await _bps.ProposeAsync(second.Id, ReleaseAudience.First);

        Assert.Equal(("", ""), (proposal.OutOfBounds, proposal.BoundsReason));
        var entry = await EntryAsync((await _bps.ApproveAsync(proposal)).Seq);
        Assert.Equal((null, null), (entry.OutOfBounds, entry.BoundsReason));
    }

    [Fact(Timeout = Timeout)]
    public async Task Any_two_sealed_releases_of_ones_own_are_compared_and_no_others()
    {
        var period = node.NextPeriod();
        var one = await _bps.SealedAsync(period, 1, null, (Bandung, RankingSample.Families(Bandung, 10)));
        var other = await _bps.SealedAsync(period, 2, null, (Bandung, RankingSample.Families(Bandung, 12)));
        var open = await _bps.BeginAsync(period, 3);
        var back = new CompareReleasesRequest { ReleaseId = one.Id, BaseReleaseId = other.Id };

        Assert.Equal(2, (await _bps.Approvals.CompareReleasesAsync(back)).Comparison.GoneFamilies);
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", async () =>
            await _bps.Releases.CompareReleasesAsync(new CompareReleasesRequest { ReleaseId = open.Id }));
        await Refusal.AssertAsync(StatusCode.InvalidArgument, "INVALID_FIELD", async () =>
            await _bps.Releases.CompareReleasesAsync(new CompareReleasesRequest { ReleaseId = one.Id, BaseReleaseId = one.Id }));
        var stranger = new Contracts.Release.V1.ReleaseService.ReleaseServiceClient(await node.Node.AsAsync("bpkp.pengawasan"));
        await Assert.ThrowsAsync<RpcException>(async () => await stranger.CompareReleasesAsync(back));
    }

    private static void Reverse(int row, Family family)
    {
        var desil = 11 - family.DesilNasional;
        (family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota) = (desil, desil, desil);
    }

    private async Task<Release> ReadAsync(string id) =>
        (await _bps.Approvals.ListReleasesAsync(new ListReleasesRequest { PageSize = 1000 })).Releases.Single(release => release.Id == id);

    private async Task<ReleaseEntry> EntryAsync(long seq)
    {
        await using var connection = await node.Node.Services.GetRequiredService<Database>().OpenConnectionAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"select payload from change_log where seq = {seq}");
        return ReleaseEntry.Parse((byte[])(await command.ExecuteScalarAsync())!);
    }
}
