using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

internal sealed partial class AccessLogService
{
    public override Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var size = Paging.SizeOf(request.PageSize, caller.Method.Access.MaxItems);
        if (request.FirstIndex < 0)
        {
            throw Problem.InvalidField("first_index", "must not be negative.", "tidak boleh negatif.");
        }

        var leaves = recorder.Log.Read(request.FirstIndex, size);
        var response = new ListEntriesResponse { NextIndex = request.FirstIndex + leaves.Count, Info = caller.Info() };
        response.Entries.AddRange(leaves.Select(Read));
        return Task.FromResult(response);
    }
}
