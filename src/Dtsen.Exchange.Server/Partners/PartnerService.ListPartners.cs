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
        var after = PlaceOf(Paging.Read(request.PageToken));
        var rest = caller.State.Partners.Applications
            .Where(application => Compare(PlaceOf(application.Id), after) > 0)
            .OrderBy(application => application.Agency.Id, StringComparer.Ordinal)
            .ThenBy(application => application.Id, StringComparer.Ordinal)
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
        if (request.PageToken.Length == 0)
        {
            response.Suspensions.AddRange(caller.State.Suspensions.OldestFirst.Select(ToProto));
        }

        return Task.FromResult(response);
    }

    /// <summary>Agency and name: "bps" comes before "bps-x", though "bps-x.a" comes before "bps.a".</summary>
    private static (string Agency, string Name) PlaceOf(string applicationId) =>
        applicationId.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            ? (applicationId[..dot], applicationId[(dot + 1)..])
            : (applicationId, "");

    private static int Compare((string Agency, string Name) one, (string Agency, string Name) other) =>
        string.CompareOrdinal(one.Agency, other.Agency) is not 0 and var byAgency
            ? byAgency
            : string.CompareOrdinal(one.Name, other.Name);
}
