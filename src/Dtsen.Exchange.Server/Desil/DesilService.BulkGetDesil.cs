using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<BulkGetDesilResponse> BulkGetDesil(BulkGetDesilRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        QueryRules.CheckCount(request.Queries.Count, caller.Method.Access.MaxItems);
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var reading = Read(release, request.AsOfRelease.Length > 0, caller);
        var response = new BulkGetDesilResponse { Info = caller.Info(release.Name, reading.Seq) };
        Answer(reading, request.Queries, response.Items, caller);
        return Task.FromResult(response);
    }
}
