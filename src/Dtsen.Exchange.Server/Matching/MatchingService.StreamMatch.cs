using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Releases;
using Grpc.Core;
using Problems = Dtsen.Exchange.Server.Desil.Problems;

namespace Dtsen.Exchange.Server.Matching;

internal sealed partial class MatchingService
{
    public async Task StreamMatch(
        IAsyncStreamReader<MatchPage> requestStream, IServerStreamWriter<PageAnswer> responseStream, ServerCallContext context)
    {
        var caller = context.Caller();
        if (!await requestStream.MoveNext(CancellationToken.None))
        {
            return;
        }

        var first = requestStream.Current;
        var terms = TermsOf(caller, first.Threshold);
        var release = first.ContinuesRelease.Length > 0
            ? Desil.DesilService.Continued(caller, first.ContinuesRelease, first.ForPeriod, first.AsOfRelease)
            : ReleaseFor(caller, first.ForPeriod, first.AsOfRelease);
        var asOf = first.AsOfRelease.Length > 0;
        var (pages, records) = (0L, 0L);
        do
        {
            // Read, answered and sent one by one: what the client has not taken yet holds back what it sends.
            using var page = requestStream.Current;
            RecordRules.CheckPage(page, pages, caller.Method.Access.MaxItems);
            if (TryAnswer(page, release, asOf, records, terms, caller) is not { } answers)
            {
                throw Problems.Withdrawn(release.Name, pages, records);
            }

            await responseStream.WriteAsync(answers);
            pages++;
            records += page.Count;
        }
        while (await NextAsync(requestStream, release, pages, records));
    }

    /// <summary>Answers a page, with a lease of its own; null where the release is withdrawn.</summary>
    private PageAnswer<MatchContent>? TryAnswer(
        MatchPage page, PublishedRelease release, bool asOf, long firstRecord, MatchTerms terms, Caller caller)
    {
        if (release.Files.Withdrawn.IsCancellationRequested || !TryLease(release, asOf, out var lease))
        {
            return null;
        }

        using (lease)
        {
            var rest = new StreamMatchResponse { FirstRecord = firstRecord, Info = caller.Info(release.Name, lease.Seq) };
            return Answer(LookupIn(lease, terms, caller), terms, page.Records, rest, rest.Guidance, caller);
        }
    }

    /// <summary>Waits for the next page, but only as long as the release stands.</summary>
    private static async Task<bool> NextAsync(
        IAsyncStreamReader<MatchPage> pages, PublishedRelease release, long answeredPages, long answeredRecords)
    {
        try
        {
            return await pages.MoveNext(release.Files.Withdrawn);
        }
        catch (OperationCanceledException) when (release.Files.Withdrawn.IsCancellationRequested)
        {
            throw Problems.Withdrawn(release.Name, answeredPages, answeredRecords);
        }
    }
}
