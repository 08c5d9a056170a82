using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<GetSealProgressResponse> GetSealProgress(GetSealProgressRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var release = (await ReadOwnAsync(caller, request.ReleaseId, context.CancellationToken)).Row;
        await RequireHereAsync(release.Id, context.CancellationToken);
        var response = new GetSealProgressResponse { Info = caller.Info() };
        if (sealing.ProgressOf(release.Id) is var (share, what))
        {
            (response.Running, response.Share, response.What) = (true, share, what);
        }

        return response;
    }
}
