using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Population;
using Dtsen.Exchange.Server.Releases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// Follows the change log and swaps the node's state, entry by entry. The node answers only after it has caught up once and has all that is
/// left of the releases at that place: of what was published on the way much may be retired since, and its files gone.
/// </summary>
internal sealed class StateFollower(
    ChangeLogFollower log,
    NodeStateSource states,
    ReleaseFiles releases,
    ReleaseStore store,
    Staging staging,
    Retirement retirement,
    CurrentPopulation population,
    ExchangeOptions options,
    ILogger<StateFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _caughtUp;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(entry => ApplyAsync(entry, cancellationToken), cancellationToken);
        foreach (var release in states.Current.Releases.All)
        {
            await BringAsync(release, cancellationToken);
            if (release.IsRead)
            {
                await population.BuildAsync(release.Id, release.Files, release.SnapshotSeq, states.Current.Seq, cancellationToken);
            }
        }

        states.Current.Releases.WithdrawUnread();
        _caughtUp = true;
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        log.RunAsync(entry => ApplyAsync(entry, stoppingToken), stoppingToken);

    private async ValueTask ApplyAsync(ChangeLogEntry entry, CancellationToken cancellation)
    {
        if (_caughtUp && entry.Kind == EntryKinds.ReleasePublished)
        {
            var published = ReleaseEntry.Parse(entry.Payload.Span);
            if (!await HasFilesAsync(published.ReleaseId, published.Name, cancellation))
            {
                states.Swap(states.Current with { Seq = entry.Seq });
                return;
            }

            await population.BuildAsync(
                published.ReleaseId, releases.Of(published.ReleaseId), published.SnapshotSeq, entry.Seq, cancellation);
        }

        var state = states.Current;
        if (_caughtUp && entry.Kind == EntryKinds.PopulationEvents)
        {
            await population.ApplyAsync(entry, state.Releases, cancellation);
        }

        var next = entry.Kind switch
        {
            EntryKinds.PopulationEvents => state,
            EntryKinds.Partners => state.WithPartners(PartnerSet.Parse(entry.Payload.Span).ToDirectory(entry.Seq)),
            EntryKinds.Features => state with { Features = FeatureFlags.Parse(entry.Payload.Span) },
            EntryKinds.Programmes => state with { Programmes = ProgrammeSet.ReadAccepted(entry.Payload.Span) },
            EntryKinds.Revocations => state with { Revocations = RevocationList.ReadKept(entry.Payload.Span, options.ClientAuthority) },
            EntryKinds.Suspension => state.WithSuspensions(SuspensionEntry.Parse(entry.Payload.Span).ApplyTo(state.Suspensions, entry.Seq)),
            _ => state with { Releases = state.Releases.Apply(entry, releases) },
        };
        if (_caughtUp && next.Releases != state.Releases)
        {
            // Before: who sees the next state sees no answer from what it lacks.
            next.Releases.WithdrawUnread();
        }

        states.Swap(next with { Seq = entry.Seq });
    }

    private async Task BringAsync(PublishedRelease release, CancellationToken cancellation)
    {
        if (release.IsRetired)
        {
            try
            {
                await retirement.RetireHereAsync(release, cancellation);
            }
            catch (RegisterFileException damage)
            {
                throw new IOException(
                    $"Release {release.Id}: {damage.Message} Remove the file: the node fetches it from the store of artefacts.", damage);
            }
        }
        else if (!release.IsRolledBack)
        {
            await HasFilesAsync(release.Id, release.Name, cancellation);
        }
        else
        {
            try
            {
                await staging.PrepareAsync(release.Id, cancellation);
            }
            catch (Exception fault) when (Staging.IsPassing(fault))
            {
                // Nobody reads it but for its history, which this node then does not have.
                logger.LacksRolledBack(release.Name, fault.GetType().Name);
            }
        }
    }

    /// <summary>
    /// Waits until this node has a published release: it goes no further without. False where a later entry takes the release back: then
    /// there may be no files any more, and nobody will have seen it here.
    /// </summary>
    private async Task<bool> HasFilesAsync(string releaseId, string name, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var row = await store.FindAsync(releaseId, cancellation);
                if (row?.ReleaseState != ReleaseState.Published)
                {
                    return false;
                }

                // What a later entry retires is not opened any more: its history comes with that entry.
                await (row.RetiredSeq > 0 ? Task.CompletedTask : staging.PrepareAsync(releaseId, cancellation));
                return true;
            }
            catch (Exception fault) when (Staging.IsPassing(fault))
            {
                if (attempt == 0)
                {
                    logger.WaitsForRelease(name, fault is IOException or InvalidDataException ? fault.Message : fault.GetType().Name);
                }

                await Task.Delay(Pause, options.Time, cancellation);
            }
        }
    }
}
