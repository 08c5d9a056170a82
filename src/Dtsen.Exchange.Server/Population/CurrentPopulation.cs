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

    // What is damaged on the disk stays so; what was read wrong once may not.
    private const int ReadsOfAFile = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Brings the events of an entry into force.</summary>
    /// <exception cref="IOException">A file of a release cannot be read; the message names it and says what to do.</exception>
    public async ValueTask ApplyAsync(ChangeLogEntry entry, PublishedReleases releases, CancellationToken cancellation)
    {
        var events = Read(entry);
        foreach (var release in releases.NewestFirst)
        {
            if (entry.Seq > release.SnapshotSeq)
            {
                await ApplyAsync(release.Id, release.Files, entry.Seq, events, cancellation);
            }
        }
    }

    /// <summary>Brings into force what was reported between the snapshot of a release and an entry; waits for the database.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="files">The release, open.</param>
    /// <param name="snapshotSeq">Entry up to which its snapshot is true.</param>
    /// <param name="upTo">The last entry.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">A file of the release cannot be read; the message names it and says what to do.</exception>
    public async Task BuildAsync(string releaseId, OpenRelease files, long snapshotSeq, long upTo, CancellationToken cancellation)
    {
        if (!files.BeginEvents())
        {
            return;
        }

        for (var at = snapshotSeq; ;)
        {
            var (last, events) = await ReadAfterAsync(at, upTo, cancellation);
            if (last == at)
            {
                return;
            }

            await ApplyAsync(releaseId, files, last, events, cancellation);
            at = last;
        }
    }

    private async Task<(long Last, IReadOnlyList<Reported> Events)> ReadAfterAsync(long seq, long upTo, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var page = await log.ReadAfterAsync(EntryKinds.PopulationEvents, seq, upTo, EntriesARead, cancellation);
                return page.Count == 0 ? (seq, []) : (page[^1].Seq, [.. page.SelectMany(Read)]);
            }
            catch (Exception fault) when (Staging.IsPassing(fault))
            {
                await PauseAsync(fault, cancellation);
            }
        }
    }

    private async ValueTask ApplyAsync(
        string releaseId, OpenRelease files, long seq, IReadOnlyList<Reported> events, CancellationToken cancellation)
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                // What fails is applied again: an event that was applied before changes nothing.
                files.Apply(seq, events);
                return;
            }
            catch (Exception fault) when (IsOfAFile(fault))
            {
                if (reads == ReadsOfAFile)
                {
                    throw Unreadable(releaseId, fault);
                }

                await PauseAsync(fault, cancellation);
            }
        }
    }

    private Task PauseAsync(Exception fault, CancellationToken cancellation)
    {
        logger.WaitsForEvents(fault.GetType().Name);
        return Task.Delay(Pause, time, cancellation);
    }

    private static bool IsOfAFile(Exception fault) => fault is IOException or UnauthorizedAccessException;

    private IOException Unreadable(string releaseId, Exception fault)
    {
        var unreadable = new IOException(
            $"Release {releaseId}: {fault.Message} What was reported since cannot be brought into force. See to the disk and start "
            + "the node again: it verifies every file, and fetches from the store of artefacts what is damaged.",
            fault);
        logger.CannotReadRelease(unreadable.Message);
        return unreadable;
    }

    private static IReadOnlyList<Reported> Read(ChangeLogEntry entry) => entry.Content as IReadOnlyList<Reported>
        ?? [.. ReportEventsRequest.Parser.ParseFrom(entry.Payload.Span).Events.Select(EventReader.ReadTaken)];
}
