using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var size = Paging.SizeOf(request.PageSize, caller.Method.Access.MaxItems);
        var agency = caller.Application.Agency.Id;
        var found = await store.ListAsync(
            agency, caller.Agreement.ReleaseAudience, BehindOf(request.PageToken), size + 1, context.CancellationToken);
        var page = found.Take(size).ToList();
        var response = new ListReleasesResponse
        {
            NextPageToken = found.Count > size ? Paging.Write(page[^1].Row.Name) : "",
            Info = caller.Info(),
        };

        // Proposals are the agency's own business until they are carried out.
        response.Releases.AddRange(page.Select(release => ToProto(release, withProposals: release.Row.Agency == agency)));
        return response;
    }

    private static ReleaseVersion? BehindOf(string token)
    {
        var name = Paging.Read(token);
        if (name.Length == 0)
        {
            return null;
        }

        return ReleaseVersion.TryParse(name, out var version) ? version : throw Paging.NoToken();
    }
}
