using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Features;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Releases;
using Microsoft.Extensions.Hosting;

namespace Dtsen.Exchange.Server.State;

/// <summary>
/// Follows the change log and swaps the node's state, entry by entry. The node answers only after it has caught up once.
/// </summary>
internal sealed class StateFollower(
    ChangeLogFollower log, NodeStateSource states, ReleaseFiles releases, ExchangeOptions options) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(ApplyAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => log.RunAsync(ApplyAsync, stoppingToken);

    private ValueTask ApplyAsync(ChangeLogEntry entry)
    {
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
        return ValueTask.CompletedTask;
    }
}
