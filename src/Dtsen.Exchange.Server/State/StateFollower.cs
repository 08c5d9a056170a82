using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Releases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// Follows the change log and swaps the node's state, entry by entry. The node answers only after it has caught up once.
/// </summary>
internal sealed class StateFollower(
    ChangeLogFollower log,
    NodeStateSource states,
    ReleaseFiles releases,
    ReleaseStore store,
    Staging staging,
    ExchangeOptions options,
    ILogger<StateFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(entry => ApplyAsync(entry, cancellationToken), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        log.RunAsync(entry => ApplyAsync(entry, stoppingToken), stoppingToken);

    private async ValueTask ApplyAsync(ChangeLogEntry entry, CancellationToken cancellation)
    {
        if (entry.Kind == EntryKinds.ReleasePublished && !await HasFilesAsync(ReleaseEntry.Parse(entry.Payload.Span), cancellation))
        {
            states.Swap(states.Current with { Seq = entry.Seq });
            return;
        }

        var state = states.Current;
        var next = entry.Kind switch
        {
            EntryKinds.Partners => state.WithPartners(PartnerSet.Parse(entry.Payload.Span).ToDirectory(entry.Seq)),
            EntryKinds.Features => state with { Features = FeatureFlags.Parse(entry.Payload.Span) },
            EntryKinds.Programmes => state with { Programmes = ProgrammeSet.ReadAccepted(entry.Payload.Span) },
            EntryKinds.Revocations => state with { Revocations = RevocationList.ReadKept(entry.Payload.Span, options.ClientAuthority) },
            EntryKinds.Suspension => state.WithSuspensions(SuspensionEntry.Parse(entry.Payload.Span).ApplyTo(state.Suspensions, entry.Seq)),
            _ => state with { Releases = state.Releases.Apply(entry, releases) },
        };
        if (next.Releases != state.Releases)
        {
            // Before: who sees the next state sees no answer from what it lacks.
            releases.WithdrawAllBut(next.Releases);
        }

        states.Swap(next with { Seq = entry.Seq });
    }

    /// <summary>
    /// Waits until this node has a published release: it goes no further without. False where a later entry takes the release back: then
    /// there may be no files any more, and nobody will have seen it here.
    /// </summary>
    private async Task<bool> HasFilesAsync(ReleaseEntry release, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await store.FindAsync(release.ReleaseId, cancellation))?.ReleaseState != ReleaseState.Published)
                {
                    return false;
                }

                await staging.PrepareAsync(release.ReleaseId, cancellation);
                return true;
            }
            catch (Exception fault) when (Staging.IsPassing(fault))
            {
                if (attempt == 0)
                {
                    logger.WaitsForRelease(release.Name, fault.GetType().Name);
                }

                await Task.Delay(Pause, options.Time, cancellation);
            }
        }
    }
}
