using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public Task<PageAnswer> BulkGetDesil(DesilPage request, ServerCallContext context)
    {
        using var page = request;
        var caller = context.Caller();
        QueryRules.CheckCount(request.Count, caller.Method.Access.MaxItems);
        var release = ReleaseFor(caller, request.ForPeriod, request.AsOfRelease);
        using var reading = Read(release, request.AsOfRelease.Length > 0, caller);
        var info = caller.Info(release.Name, reading.Seq);
        return Task.FromResult<PageAnswer>(Answer(reading, request.Queries, new BulkGetDesilResponse { Info = info }, caller));
    }
}
