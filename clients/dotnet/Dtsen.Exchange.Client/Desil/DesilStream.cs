using System.Runtime.CompilerServices;
using Dtsen.Exchange.Contracts.Desil.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Desil;

/// <summary>
/// Looks up any number of families in the memory of a few pages. Queries are read as answers are taken, so a slow consumer slows the
/// source. After a broken connection it goes on behind the last answer, in the same release.
/// </summary>
/// <param name="desil">Client of the service, with a context: <c>client.With(context).Desil</c>.</param>
/// <param name="limits">How the stream is cut up; the defaults where null.</param>
/// <param name="time">Clock by which it waits before it connects again; the machine's where null.</param>
public sealed class DesilStream(DesilService.DesilServiceClient desil, StreamLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>Looks up the families; one answer a query, in order, all from one release.</summary>
    /// <param name="queries">Whom to look up. Read once, never further ahead than the pages under way.</param>
    /// <param name="forPeriod">Ranking period; by default the release that is effective today.</param>
    /// <param name="asOfRelease">
    /// Name of a release, e.g. <c>2026-T3.v1</c>, to read as it was sealed, without the events since; not together with a period.
    /// </param>
    /// <param name="continuesRelease">
    /// Name of the release that an earlier stream was read from: this one goes on in it. Not together with the two above.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RpcException">
    /// The exchange refused, or stayed away; what was answered before is right. <see cref="ExchangeError"/> reads it: RELEASE_WITHDRAWN
    /// means that the release was rolled back or retired meanwhile, and that the rest would come from another.
    /// </exception>
    public async IAsyncEnumerable<StreamedDesil> LookUpAsync(
        IAsyncEnumerable<DesilQuery> queries,
        string forPeriod = "",
        string asOfRelease = "",
        string continuesRelease = "",
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        await using var pages = new QueryPages(queries.GetAsyncEnumerator(cancellation), limits ?? new StreamLimits());
        await using var session = new StreamSession(
            desil, pages, new StreamStart(forPeriod, asOfRelease, continuesRelease), limits ?? new StreamLimits(),
            time ?? TimeProvider.System, cancellation);
        var index = 0L;
        while (await session.NextAsync() is { } answers)
        {
            foreach (var item in answers.Items)
            {
                yield return new StreamedDesil(index++, item, answers.Info);
            }
        }
    }

    /// <inheritdoc cref="LookUpAsync(IAsyncEnumerable{DesilQuery}, string, string, string, CancellationToken)"/>
    public IAsyncEnumerable<StreamedDesil> LookUpAsync(
        IEnumerable<DesilQuery> queries,
        string forPeriod = "",
        string asOfRelease = "",
        string continuesRelease = "",
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        return LookUpAsync(queries.ToAsyncEnumerable(), forPeriod, asOfRelease, continuesRelease, cancellation);
    }
}
