using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>The whole register of partners, whatever its pages.</summary>
internal static class PartnerPages
{
    public static async Task<ListPartnersResponse> ReadAsync(PartnerService.PartnerServiceClient partners, CancellationToken cancellation)
    {
        var all = new ListPartnersResponse();
        do
        {
            var request = new ListPartnersRequest { PageSize = 1000, PageToken = all.NextPageToken };
            var page = await partners.ListPartnersAsync(request, cancellationToken: cancellation);
            all.Partners.AddRange(page.Partners);
            all.Suspensions.AddRange(page.Suspensions);
            all.NextPageToken = page.NextPageToken;
            all.Info = page.Info;
        }
        while (all.NextPageToken.Length > 0);

        return all;
    }
}
