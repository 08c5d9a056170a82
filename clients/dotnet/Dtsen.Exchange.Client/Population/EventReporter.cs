using System.Runtime.CompilerServices;
using Dtsen.Exchange.Contracts.Population.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Population;

/// <summary>
/// Dukcapil's report of events, any number of them in the memory of a few pages. An event that is answered is durable. After a broken
/// connection what was not answered is sent again, which changes nothing that was taken; so the same report may be run again, too.
/// </summary>
/// <param name="population">Client of the service, e.g. <see cref="ExchangeClient.Population"/>.</param>
/// <param name="limits">How the report is cut up; the defaults where null.</param>
/// <param name="time">Clock by which it waits before it connects again; the machine's where null.</param>
public sealed class EventReporter(
    PopulationService.PopulationServiceClient population, ReportLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>Reports events; one result an event, in order.</summary>
    /// <param name="events">The events. Read once, never further ahead than the pages under way.</param>
    /// <param name="dryRun">Whether the exchange only judges them.</param>
    /// <param name="cancellation">Gives up; what was answered is durable.</param>
    /// <exception cref="RpcException">The exchange refused, or stayed away; <see cref="ExchangeError"/> reads it.</exception>
    public async IAsyncEnumerable<ReportedEvent> ReportAsync(
        IAsyncEnumerable<LifeEvent> events, bool dryRun = false, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var cut = limits ?? new ReportLimits();
        await using var pages = new EventPages(events.GetAsyncEnumerator(cancellation), cut, dryRun);
        await using var session = new ReportSession(population, pages, cut, time ?? TimeProvider.System, cancellation);
        var index = 0L;
        while (await session.NextAsync() is var (page, answer))
        {
            for (var row = 0; row < answer.Results.Count; row++)
            {
                yield return new ReportedEvent(index++, page.Events[row], answer.Results[row], answer.Info);
            }
        }
    }

    /// <inheritdoc cref="ReportAsync(IAsyncEnumerable{LifeEvent}, bool, CancellationToken)"/>
    public IAsyncEnumerable<ReportedEvent> ReportAsync(
        IEnumerable<LifeEvent> events, bool dryRun = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return ReportAsync(events.ToAsyncEnumerable(), dryRun, cancellation);
    }
}
