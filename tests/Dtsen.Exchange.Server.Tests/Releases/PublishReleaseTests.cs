using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.State;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Audience = Dtsen.Exchange.Domain.Partners.ReleaseAudience;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class PublishReleaseTests(ReleaseNode node) : IClassFixture<ReleaseNode>
{
    private const int Timeout = 120_000;
    private const string Bandung = "3204";

    private readonly BpsClient _bps = node.Bps;

    [Fact(Timeout = Timeout)]
    public async Task The_answer_to_an_approval_comes_when_this_node_serves_by_it()
    {
        var release = await SealedAsync();
        var proposal = await _bps.ProposeAsync(release.Id, ReleaseAudience.First);
        Assert.Equal(
            (release.Id, ProposalAction.Publish, ReleaseAudience.First, "validated", BpsClient.Uploader),
            (proposal.ReleaseId, proposal.Action, proposal.Audience, proposal.Reason, proposal.ProposedBy));
        Assert.DoesNotContain(node.Published.NewestFirst, published => published.Id == release.Id);

        var approval = await _bps.ApproveAsync(proposal);

        var published = node.Published.NewestFirst.Single(one => one.Id == release.Id);
        Assert.True(published.IsVisibleTo(Audience.First));
        Assert.False(published.IsVisibleTo(Audience.All));
        Assert.True(published.IsEffective);
        Assert.Equal(3, published.Files.Manifest.Families);
        Assert.Equal(ReleaseState.Published, approval.Release.State);
        Assert.Equal([ReleaseAudience.First], approval.Release.Audiences);
        Assert.True(approval.Info.ReadAt.Seq > approval.Seq);
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_proposed_cannot_approve_and_neither_can_another_agency()
    {
        var release = await SealedAsync();
        var proposal = await _bps.ProposeAsync(release.Id, ReleaseAudience.First);
        var request = new ApproveReleaseRequest { ProposalId = proposal.Id };

        // The agreements already keep the scopes apart: the uploader has none for approving.
        await Refusal.AssertAsync(
            StatusCode.PermissionDenied, "SCOPE_MISSING", async () => await _bps.Releases.ApproveReleaseAsync(request));
        var other = new ReleaseService.ReleaseServiceClient(
            await node.Node.AsAsync(ReleaseNode.OtherApprover, ("dtsen-end-user", "officer:1")));
        await Refusal.AssertAsync(StatusCode.NotFound, "RELEASE_NOT_FOUND", async () => await other.ApproveReleaseAsync(request));
        await Refusal.AssertAsync(
            StatusCode.NotFound,
            "RELEASE_NOT_FOUND",
            async () => await _bps.Approvals.ApproveReleaseAsync(new ApproveReleaseRequest { ProposalId = "p-0" }));
        Assert.DoesNotContain(node.Published.NewestFirst, published => published.Id == release.Id);
        await _bps.ApproveAsync(proposal);
    }

    [Fact(Timeout = Timeout)]
    public async Task Another_agency_finds_no_release_to_write_to()
    {
        var release = await SealedAsync();
        var other = new ReleaseService.ReleaseServiceClient(await node.Node.AsAsync(ReleaseNode.OtherUploader));
        Func<Task>[] calls =
        [
            async () => await other.SealReleaseAsync(new SealReleaseRequest { ReleaseId = release.Id }),
            async () => await other.PublishReleaseAsync(
                new PublishReleaseRequest { RequestId = "x", ReleaseId = release.Id, Audience = ReleaseAudience.First }),
            async () => await other.RollBackReleaseAsync(
                new RollBackReleaseRequest { RequestId = "x", ReleaseId = release.Id, Reason = "mine" }),
            async () =>
            {
                using var upload = new UploadCall(other.UploadRanking());
                await upload.OpenAsync(release.Id);
            },
        ];
        foreach (var call in calls)
        {
            await Refusal.AssertAsync(StatusCode.NotFound, "RELEASE_NOT_FOUND", call);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task An_audience_is_served_once_and_the_first_before_all()
    {
        var release = await SealedAsync();
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.ProposeAsync(release.Id, ReleaseAudience.All));
        await _bps.PublishAsync(release.Id, ReleaseAudience.First);
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "AUDIENCE_SERVED", () => _bps.ProposeAsync(release.Id, ReleaseAudience.First));

        var all = await _bps.PublishAsync(release.Id, ReleaseAudience.All);

        Assert.Equal([ReleaseAudience.First, ReleaseAudience.All], all.Release.Audiences);
        Assert.True(node.Published.NewestFirst.Single(one => one.Id == release.Id).IsVisibleTo(Audience.All));
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "AUDIENCE_SERVED", () => _bps.ProposeAsync(release.Id, ReleaseAudience.All));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_release_that_is_not_sealed_is_not_published_and_one_that_is_not_published_not_rolled_back()
    {
        var open = await _bps.BeginAsync(node.NextPeriod());
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.ProposeAsync(open.Id, ReleaseAudience.First));
        var release = await SealedAsync();
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.ProposeRollBackAsync(release.Id));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_request_is_repeated_without_effect_whatever_became_of_the_release_and_its_id_means_one_body()
    {
        var release = await SealedAsync();
        var request = new PublishReleaseRequest
        {
            RequestId = _bps.NextRequest(),
            ReleaseId = release.Id,
            Audience = ReleaseAudience.First,
            Reason = "validated",
            BoundsReason = "a nation of a test",
        };
        var proposal = (await _bps.Releases.PublishReleaseAsync(request)).Proposal;
        await _bps.ApproveAsync(proposal);

        Assert.Equal(proposal, (await _bps.Releases.PublishReleaseAsync(request)).Proposal);
        var other = new PublishReleaseRequest(request) { Reason = "other" };
        await Refusal.AssertAsync(
            StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () => await _bps.Releases.PublishReleaseAsync(other));
        var back = new RollBackReleaseRequest { RequestId = request.RequestId, ReleaseId = release.Id, Reason = "other" };
        await Refusal.AssertAsync(
            StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () => await _bps.Releases.RollBackReleaseAsync(back));
    }

    [Fact(Timeout = Timeout)]
    public async Task Requests_and_approvals_that_come_many_times_at_once_have_one_effect()
    {
        var release = await SealedAsync();
        var request = new PublishReleaseRequest
        {
            RequestId = _bps.NextRequest(),
            ReleaseId = release.Id,
            Audience = ReleaseAudience.First,
            BoundsReason = "a nation of a test",
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bps.Releases.PublishReleaseAsync(request).ResponseAsync));
        var proposal = Assert.Single(answers.Select(answer => answer.Proposal).Distinct());

        var approvals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bps.ApproveAsync(proposal)));

        Assert.Single(approvals.Select(approval => approval.Seq).Distinct());
        Assert.All(approvals, approval => Assert.Equal(ReleaseState.Published, approval.Release.State));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_proposal_that_was_overtaken_is_closed()
    {
        var release = await SealedAsync();
        var one = await _bps.ProposeAsync(release.Id, ReleaseAudience.First);
        var other = await _bps.ProposeAsync(release.Id, ReleaseAudience.First);
        Assert.Equal([one, other], (await FindAsync(release.Id)).Proposals);

        await _bps.ApproveAsync(one);

        Assert.Empty((await FindAsync(release.Id)).Proposals);
        await Refusal.AssertAsync(StatusCode.FailedPrecondition, "PROPOSAL_CLOSED", () => _bps.ApproveAsync(other));
    }

    [Fact(Timeout = Timeout)]
    public async Task Readers_go_on_with_the_release_they_hold_while_another_is_published_and_rolled_back()
    {
        var states = node.Node.Services.GetRequiredService<NodeStateSource>();
        var older = await SealedAsync(families: 3);
        await _bps.PublishAsync(older.Id, ReleaseAudience.First);
        var held = states.Current;
        var newer = await SealedAsync(families: 4);
        await _bps.PublishAsync(newer.Id, ReleaseAudience.First);
        var heldNewer = states.Current;

        Assert.Equal(3, held.Releases.Find(Audience.First, null)!.Files.Manifest.Families);
        Assert.Equal(4, heldNewer.Releases.Find(Audience.First, null)!.Files.Manifest.Families);

        var back = await _bps.ApproveAsync(await _bps.ProposeRollBackAsync(newer.Id));

        Assert.Equal(ReleaseState.RolledBack, back.Release.State);
        Assert.Empty(back.Release.Audiences);
        Assert.Equal(4, heldNewer.Releases.Find(Audience.First, null)!.Files.Manifest.Families);
        Assert.Equal(older.Id, states.Current.Releases.Find(Audience.First, null)!.Id);
        await Refusal.AssertAsync(
            StatusCode.FailedPrecondition, "RELEASE_STATE", () => _bps.ProposeAsync(newer.Id, ReleaseAudience.First));
    }

    private async Task<Release> SealedAsync(int families = 3) =>
        await _bps.SealedAsync(node.NextPeriod(), 1, null, (Bandung, RankingSample.Families(Bandung, families)));

    private async Task<Release> FindAsync(string releaseId) =>
        (await _bps.Approvals.ListReleasesAsync(new ListReleasesRequest { PageSize = 1000 })).Releases
            .Single(release => release.Id == releaseId);
}
