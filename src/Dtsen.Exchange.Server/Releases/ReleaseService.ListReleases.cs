using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Sql;
using Google.Protobuf.WellKnownTypes;
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
        await AddStagingAsync(response.Releases.Where((_, at) => page[at].Row.Agency == agency), context.CancellationToken);
        return response;
    }

    /// <summary>Says which nodes have the releases that are, or may be, published: the agency's own business too.</summary>
    private async Task AddStagingAsync(IEnumerable<Release> releases, CancellationToken cancellation)
    {
        var own = releases
            .Where(release => release.State is ReleaseState.Sealed or ReleaseState.Published)
            .ToDictionary(release => release.Id, StringComparer.Ordinal);
        foreach (var nodes in await stagings.ReadAsync(own.Keys, cancellation))
        {
            own[nodes.Key].Staging.AddRange(nodes.Select(node => new Contracts.Release.V1.NodeStaging
            {
                Node = node.Node, Live = node.IsLive, StageTime = node.StagedAt?.FromUtcMicroseconds().ToTimestamp(),
            }));
        }
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
