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
            Agency: caller.Application.Agency.Id,
            Application: caller.Application.Id,
            ApprovedBy: "",
            Seq: 0,
            CreatedAt: options.Time.GetUtcNow().ToUtcMicroseconds());

        // A repetition is answered as before, whatever became of the release since.
        var made = await store.FindProposalAsync(asked.Id, cancellation);
        if (made is null)
        {
            Require(ReleaseRules.Judge(audience, stored.Row.ReleaseState, stored.Audiences), audience);
            made = await store.ProposeAsync(asked, cancellation);
        }

        return made.BodyHash == asked.BodyHash ? made : throw Problem.RequestIdReused();
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
