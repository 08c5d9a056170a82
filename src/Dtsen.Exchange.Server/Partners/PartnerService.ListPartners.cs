using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Partners;

internal sealed partial class PartnerService
{
    public override Task<ListPartnersResponse> ListPartners(ListPartnersRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var size = Paging.SizeOf(request.PageSize, caller.Method.Access.MaxItems);
        var after = Paging.Read(request.PageToken);
        var rest = caller.State.Partners.Applications
            .Where(application => string.CompareOrdinal(application.Id, after) > 0)
            .OrderBy(application => application.Id, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        var page = rest.Take(size).ToList();
        var response = new ListPartnersResponse
        {
            NextPageToken = rest.Count > size ? Paging.Write(page[^1].Id) : "",
            Info = caller.Info(),
        };
        response.Partners.AddRange(page.GroupBy(application => application.Agency).Select(group =>
        {
            var partner = new Partner { Agency = ToProto(group.Key) };
            partner.Applications.AddRange(group.Select(ToProto));
            return partner;
        }));
        return Task.FromResult(response);
    }
}
