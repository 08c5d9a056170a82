using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<GetDesilResponse> GetDesil(GetDesilRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var lookup = QueryRules.Read(request.Query, caller.Agreement.RequiredProof, "query", out var problem)
            ?? throw problem!.ToRpcException();
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var lease = Lease(release);
        var answer = Answer(LookupIn(lease.Files, caller), lookup, caller);
        return Task.FromResult(new GetDesilResponse
        {
            Answer = answer,
            Info = caller.Info(release.Name),
        });
    }
}
