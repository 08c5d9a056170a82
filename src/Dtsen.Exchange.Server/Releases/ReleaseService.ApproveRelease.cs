using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<ApproveReleaseResponse> ApproveRelease(ApproveReleaseRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var proposal = await ReadForApprovalAsync(caller, request.ProposalId, context.CancellationToken);
        if (proposal is { IsPublish: true, Seq: 0 })
        {
            // What a node cannot serve is not published: staging it verified the signature and every file.
            await staging.RequireEverywhereAsync(proposal.ReleaseId, context.CancellationToken);
        }

        var approval = await publication.ApproveAsync(proposal.Id, caller.Application.Id, context.CancellationToken);
        if (!approval.IsCarriedOut)
        {
            throw Problems.ProposalClosed();
        }

        await states.WaitBrieflyAsync(approval.LastSeq, options.Time, context.CancellationToken);
        var stored = await ReadOwnAsync(caller, proposal.ReleaseId, context.CancellationToken);
        if (proposal.Seq == 0)
        {
            log.Approved(
                stored.Row.Name, proposal.Id, ((ProposalAction)proposal.Action).ToString(), caller.Application.Id, approval.Seq);
        }

        var info = caller.Info();
        info.ReadAt.Seq = states.Current.Seq;
        return new ApproveReleaseResponse { Release = ToProto(stored, withProposals: true), Seq = approval.Seq, Info = info };
    }

    private async Task<ProposalRow> ReadForApprovalAsync(Caller caller, string proposalId, CancellationToken cancellation)
    {
        var proposal = await store.FindProposalAsync(proposalId, cancellation);
        if (proposal is null || proposal.Agency != caller.Application.Agency.Id)
        {
            throw Problems.ProposalNotFound();
        }

        if (proposal.Application == caller.Application.Id)
        {
            throw Problems.SameApplication();
        }

        return proposal.ApprovedBy.Length == 0 || proposal.ApprovedBy == caller.Application.Id
            ? proposal
            : throw Problems.ProposalClosed();
    }
}
