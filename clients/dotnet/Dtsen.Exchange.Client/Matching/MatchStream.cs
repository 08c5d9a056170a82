using System.Runtime.CompilerServices;
using Dtsen.Exchange.Contracts.Matching.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Matching;

/// <summary>
/// Matches any number of records in the memory of a few pages. Pages are read as answers are taken, so a slow consumer slows the source.
/// After a broken connection it goes on behind the last answer, in the same release.
/// </summary>
/// <param name="matching">Client of the service, with a context: <c>client.With(context).Matching</c>.</param>
/// <param name="terms">Threshold, period and release, without records; the defaults where null.</param>
/// <param name="time">Clock by which it waits before it connects again; the machine's where null.</param>
public sealed class MatchStream(
    MatchingService.MatchingServiceClient matching, StreamMatchRequest? terms = null, TimeProvider? time = null)
{
    /// <summary>
    /// Answers the pages, in order, all read from one release. Where that is withdrawn meanwhile, the stream ends with RELEASE_WITHDRAWN.
    /// </summary>
    /// <param name="pages">The pages. Read once, on another thread, never further ahead than four.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RpcException">The exchange refused, or stayed away; what was answered before is right.</exception>
    public async IAsyncEnumerable<AnsweredPage<T>> MatchAsync<T>(
        IEnumerable<MatchPage<T>> pages, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pages);
        await using var session = new MatchSession<T>(
            matching, terms ?? new StreamMatchRequest(), pages.GetEnumerator(), time ?? TimeProvider.System, cancellation);
        while (await session.NextAsync() is { } page)
        {
            yield return page;
        }
    }
}
