using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<ListSetAsideResponse> ListSetAside(ListSetAsideRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var release = (await ReadOwnAsync(caller, request.ReleaseId, context.CancellationToken)).Row;
        await RequireHereAsync(release.Id, context.CancellationToken);
        if (release.ReleaseState == ReleaseState.Open)
        {
            throw Problems.NotChecked();
        }

        var first = PlaceOf(request.PageToken);
        var size = Paging.SizeOf(request.PageSize, caller.Method.Access.MaxItems);
        var folder = files.SealedFolderOf(release.Id);
        var page = await Task.Run(() => ReleaseFolder.ReadSetAside(folder, first, size), context.CancellationToken);
        var response = new ListSetAsideResponse { NextPageToken = NextToken(release, first + page.Count), Info = caller.Info() };
        response.SetAside.AddRange(page);
        return response;
    }

    /// <summary>Where the list goes on behind so many; empty where it does not.</summary>
    private static string NextToken(ReleaseRow release, long listed) =>
        listed < release.SetAside ? Paging.Write(listed.ToString(CultureInfo.InvariantCulture)) : "";

    private static long PlaceOf(string token)
    {
        var text = Paging.Read(token);
        return text.Length == 0 ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place
            : throw Paging.NoToken();
    }
}
