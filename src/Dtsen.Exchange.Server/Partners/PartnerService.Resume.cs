using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Partners;

internal sealed partial class PartnerService
{
    public override async Task<ResumeResponse> Resume(ResumeRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var subject = SuspensionRules.Check(request);

        // Who has left the register since may be resumed all the same, or the suspension would wait for the return.
        if (!subject.IsKnown(caller.State.FiledPartners) && caller.State.Suspensions.Find(subject) is null)
        {
            throw Problems.PartnerNotFound(subject.Kind);
        }

        var asked = Ask(SuspensionRow.Resume, subject, caller, request, request.RequestId, request.Reason);
        var (made, _) = await CarryOutAsync(asked, context.CancellationToken);
        if (made.IsChange == 1)
        {
            log.Resumed(subject.Kind, subject.Id, caller.Application.Id, made.Seq);
        }

        return new ResumeResponse
        {
            Seq = made.Seq,
            SuspendedInFile = subject.IsSuspendedIn(states.Current.FiledPartners),
            Info = InfoNow(caller),
        };
    }
}
