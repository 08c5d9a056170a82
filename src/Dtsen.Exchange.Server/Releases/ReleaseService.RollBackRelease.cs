using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<RollBackReleaseResponse> RollBackRelease(RollBackReleaseRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var proposal = await ProposeAsync(
            caller, request, request.RequestId, request.ReleaseId, audience: null, request.Reason, "", context.CancellationToken);
        return new RollBackReleaseResponse { Proposal = ToProto(proposal), Info = caller.Info() };
    }
}
