using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<BulkGetDesilResponse> BulkGetDesil(BulkGetDesilRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var max = caller.Method.Access.MaxItems;
        if (request.Queries.Count < 1 || request.Queries.Count > max)
        {
            throw Problem.InvalidField("queries", $"must hold 1 to {max} queries.", $"harus berisi 1 sampai {max} kueri.");
        }

        var release = ReleaseFor(caller, request.ForPeriod);
        var lookups = LookupIn(release, caller);
        var response = new BulkGetDesilResponse { Info = caller.Info(release.Name) };
        response.Items.Capacity = request.Queries.Count;
        caller.Tally.Expect(request.Queries.Count);
        for (var row = 0; row < request.Queries.Count; row++)
        {
            var lookup = QueryRules.Read(request.Queries[row], caller.Agreement.RequiredProof, $"queries[{row}]", out var problem);
            if (lookup is null)
            {
                caller.Tally.CountRefused();
                response.Items.Add(new BulkDesilItem { Error = problem });
                continue;
            }

            response.Items.Add(new BulkDesilItem { Answer = Answer(lookups, lookup, caller) });
        }

        return Task.FromResult(response);
    }
}
