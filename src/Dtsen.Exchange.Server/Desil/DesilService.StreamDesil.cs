using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Releases;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public async Task StreamDesil(
        IAsyncStreamReader<DesilPage> requestStream, IServerStreamWriter<PageAnswer> responseStream, ServerCallContext context)
    {
        var caller = context.Caller();
        if (!await requestStream.MoveNext(CancellationToken.None))
        {
            return;
        }

        var first = requestStream.Current;
        var release = first.ContinuesRelease.Length > 0
            ? Continued(caller, first.ContinuesRelease, first.ForPeriod, first.AsOfRelease)
            : ReleaseFor(caller, first.ForPeriod, first.AsOfRelease);
        var asOf = first.AsOfRelease.Length > 0;
        var (pages, queries) = (0L, 0L);
        do
        {
            // Read, answered and sent one by one: what the client has not taken yet holds back what it sends.
            using var page = requestStream.Current;
            QueryRules.CheckPage(page, pages, caller.Method.Access.MaxItems);
            if (TryAnswer(page, release, asOf, queries, caller) is not { } answers)
            {
                throw Problems.Withdrawn(release.Name, pages, queries);
            }

            await responseStream.WriteAsync(answers);
            pages++;
            queries += page.Count;
        }
        while (await NextAsync(requestStream, release, pages, queries));
    }

    /// <summary>The release that a stream before was read from, as long as it is whole.</summary>
    internal static PublishedRelease Continued(Caller caller, string continuesRelease, string forPeriod, string asOfRelease)
    {
        var name = QueryRules.ReadContinued(continuesRelease, forPeriod, asOfRelease);
        var release = caller.State.Releases.Find(caller.Agreement.ReleaseAudience, name) ?? throw Problems.NoRelease();
        return release.IsRead ? release : throw Problems.Withdrawn(release.Name);
    }

    /// <summary>Answers a page, with a lease of its own; null where the release is withdrawn.</summary>
    private PageAnswer<DesilContent>? TryAnswer(DesilPage page, PublishedRelease release, bool asOf, long firstQuery, Caller caller)
    {
        if (WithdrawalOf(release).IsCancellationRequested || !TryRead(release, asOf, caller, out var reading))
        {
            return null;
        }

        using (reading)
        {
            var info = caller.Info(release.Name, reading.Seq);
            return Answer(reading, page.Queries, new StreamDesilResponse { FirstQuery = firstQuery, Info = info }, caller);
        }
    }

    /// <summary>Of a release that was retired before the stream began the history is read, and that stays.</summary>
    private static CancellationToken WithdrawalOf(PublishedRelease release) =>
        release.IsRetired ? CancellationToken.None : release.Files.Withdrawn;

    /// <summary>Waits for the next page, but only as long as the release stands.</summary>
    private static async Task<bool> NextAsync(
        IAsyncStreamReader<DesilPage> pages, PublishedRelease release, long answeredPages, long answeredQueries)
    {
        try
        {
            return await pages.MoveNext(WithdrawalOf(release));
        }
        catch (OperationCanceledException) when (WithdrawalOf(release).IsCancellationRequested)
        {
            throw Problems.Withdrawn(release.Name, answeredPages, answeredQueries);
        }
    }
}
