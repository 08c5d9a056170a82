using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>The families that sealing set aside, beyond those that its answer has room for.</summary>
public static class SetAsidePages
{
    private const int PageSize = 10_000;

    /// <summary>Fetches the rest of what was set aside into the answer.</summary>
    /// <param name="releases">Client of the service.</param>
    /// <param name="answer">Answer of SealRelease; complete afterwards.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task CompleteAsync(
        ReleaseService.ReleaseServiceClient releases, SealReleaseResponse answer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(releases);
        ArgumentNullException.ThrowIfNull(answer);
        while (answer.NextPageToken.Length > 0)
        {
            var request = new ListSetAsideRequest
            {
                ReleaseId = answer.Release.Id, PageSize = PageSize, PageToken = answer.NextPageToken,
            };
            var page = await releases.ListSetAsideAsync(request, cancellationToken: cancellation);
            answer.SetAside.AddRange(page.SetAside);
            answer.NextPageToken = page.NextPageToken;
        }
    }
}
