using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<GetDesilResponse> GetDesil(GetDesilRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var required = caller.Agreement.RequiredProof;
        var query = QueryForm.Of(request.Query);
        var lookup = QueryRules.Read(query, required, null, out var problem) ?? throw problem!.ToRpcException();
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var reading = Read(release, request.AsOfRelease.Length > 0, caller);
        if (reading.ByNikAlone && lookup.Nik is null)
        {
            QueryRules.Read(query, required, null, out problem, byNikAlone: true);
            throw problem!.ToRpcException();
        }

        var answer = Answer(reading, lookup, caller);
        return Task.FromResult(new GetDesilResponse
        {
            Answer = answer.ToAnswer(),
            Info = caller.Info(release.Name, reading.Seq),
        });
    }
}
