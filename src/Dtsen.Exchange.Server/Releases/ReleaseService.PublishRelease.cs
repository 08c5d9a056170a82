using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Sql;
using Google.Protobuf;
using Grpc.Core;
using ReleaseAudience = Dtsen.Exchange.Domain.Partners.ReleaseAudience;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<PublishReleaseResponse> PublishRelease(PublishReleaseRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var proposal = await ProposeAsync(
            caller,
            request,
            request.RequestId,
            request.ReleaseId,
            (ReleaseAudience)request.Audience,
            request.Reason,
            request.BoundsReason,
            context.CancellationToken);
        return new PublishReleaseResponse { Proposal = ToProto(proposal), Info = caller.Info() };
    }

    private async Task<ProposalRow> ProposeAsync(
        Caller caller,
        IMessage request,
        string requestId,
        string releaseId,
        ReleaseAudience? audience,
        string reason,
        string boundsReason,
        CancellationToken cancellation)
    {
        var stored = await ReadOwnAsync(caller, releaseId, cancellation);
        var asked = new ProposalRow(
            Id: ReleaseIds.OfProposal(caller.Application.Id, requestId),
            ReleaseId: releaseId,
            BodyHash: RequestIds.HashOf(request),
            Action: (long)(audience is null ? ProposalAction.RollBack : ProposalAction.Publish),
            Audience: (long)(audience ?? 0),
            Reason: reason,
            OutOfBounds: "",
            BoundsReason: "",
            Agency: caller.Application.Agency.Id,
            Application: caller.Application.Id,
            ApprovedBy: "",
            Seq: 0,
            CreatedAt: options.Time.GetUtcNow().ToUtcMicroseconds());

        // A repetition is answered as before, whatever became of the release since.
        var made = await store.FindProposalAsync(asked.Id, cancellation);
        if (made is null)
        {
            Require(ReleaseRules.Judge(audience, stored.Row.JudgedState, stored.Audiences), audience);
            made = await store.ProposeAsync(
                audience is null ? asked : await JudgeAsync(stored.Row, asked, boundsReason, cancellation), cancellation);
        }

        return made.BodyHash == asked.BodyHash ? made : throw Problem.RequestIdReused();
    }

    /// <summary>What lies outside of the bounds is published with a reason, which stands in the proposal beside it.</summary>
    /// <exception cref="RpcException">OUT_OF_BOUNDS: it does, and there is no reason.</exception>
    private async Task<ProposalRow> JudgeAsync(
        ReleaseRow release, ProposalRow asked, string boundsReason, CancellationToken cancellation)
    {
        var replaced = await FindReplacedAsync(release, cancellation);
        var exceeded = bounds.ExcessOf(await CompareAsync(release, replaced, cancellation));
        if (exceeded.Count == 0)
        {
            return asked;
        }

        return string.IsNullOrWhiteSpace(boundsReason)
            ? throw Problems.OutOfBounds(release.Name, replaced?.Name, exceeded)
            : asked with { OutOfBounds = Problems.TextOf(exceeded), BoundsReason = boundsReason };
    }

    private static void Require(ReleaseRuling ruling, ReleaseAudience? audience)
    {
        switch (ruling)
        {
            case ReleaseRuling.WrongState:
                throw audience is null ? Problems.NotPublished() : Problems.NotPublishable();
            case ReleaseRuling.AudienceServed:
                throw Problems.AudienceServed();
            case ReleaseRuling.FirstComesFirst:
                throw Problems.FirstComesFirst();
            default:
                return;
        }
    }
}
