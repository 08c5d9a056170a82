using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Matching.V1;

namespace Dtsen.Exchange.Benchmarks.Matching;

/// <summary>Has records matched, over some connections.</summary>
/// <param name="records">The records.</param>
/// <param name="lines">The connections; they are closed with it.</param>
internal sealed class Matcher(RecordMix records, Lines<MatchingService.MatchingServiceClient> lines) : IAsyncDisposable
{
    /// <summary>Has records matched in one call.</summary>
    /// <param name="lane">Which of the calls in flight it is: decides the connection.</param>
    /// <param name="chance">Draws the people.</param>
    /// <param name="count">How many.</param>
    public Task<BulkMatchResponse> MatchAsync(int lane, Random chance, int count) => MatchAsync(lane, records.Draw(chance, count));

    /// <summary>Has people looked for in one call by name, date of birth and kabupaten: all are there, and some have namesakes.</summary>
    public Task<BulkMatchResponse> MatchWithoutNikAsync(int lane, Random chance, int count) =>
        MatchAsync(lane, records.DrawWithoutNik(chance, count));

    /// <summary>Has records matched in one call.</summary>
    public async Task<BulkMatchResponse> MatchAsync(int lane, BulkMatchRequest request) => await lines[lane].BulkMatchAsync(request);

    public ValueTask DisposeAsync() => lines.DisposeAsync();
}
