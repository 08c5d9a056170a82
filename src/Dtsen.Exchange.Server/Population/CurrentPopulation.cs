using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Releases;
using Microsoft.Extensions.Logging;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Keeps, for every release that lookups read, what was reported since its snapshot. Written by the follower of the change log alone,
/// entry by entry; rebuilt from the log when a node starts and when a release is published.
/// </summary>
internal sealed class CurrentPopulation(ChangeLog log, TimeProvider time, ILogger<CurrentPopulation> logger)
{
    private const int EntriesARead = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Brings the events of an entry into force.</summary>
    public static void Apply(ChangeLogEntry entry, PublishedReleases releases)
    {
        var events = Read(entry);
        foreach (var release in releases.NewestFirst)
        {
            if (entry.Seq > release.SnapshotSeq)
            {
                release.Files.Apply(entry.Seq, events);
            }
        }
    }

    /// <summary>Brings into force what was reported between the snapshot of a release and an entry; waits for the database.</summary>
    /// <param name="files">The release, open.</param>
    /// <param name="snapshotSeq">Entry up to which its snapshot is true.</param>
    /// <param name="upTo">The last entry.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task BuildAsync(OpenRelease files, long snapshotSeq, long upTo, CancellationToken cancellation)
    {
        if (!files.BeginEvents())
        {
            return;
        }

        var last = snapshotSeq;
        while (true)
        {
            try
            {
                var page = await log.ReadAfterAsync(EntryKinds.PopulationEvents, last, upTo, EntriesARead, cancellation);
                if (page.Count == 0)
                {
                    return;
                }

                // What fails is read and applied again: an event that was applied before changes nothing.
                files.Apply(page[^1].Seq, [.. page.SelectMany(Read)]);
                last = page[^1].Seq;
            }
            catch (Exception fault) when (Staging.IsPassing(fault))
            {
                logger.WaitsForEvents(fault.GetType().Name);
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    private static IReadOnlyList<Reported> Read(ChangeLogEntry entry) => entry.Content as IReadOnlyList<Reported>
        ?? [.. ReportEventsRequest.Parser.ParseFrom(entry.Payload.Span).Events.Select(EventReader.ReadTaken)];
}
