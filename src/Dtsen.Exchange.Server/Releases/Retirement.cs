using System.Data.Common;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Retires releases. Every node looks; whoever comes first writes the entry. What the entry says each node does for itself, beside its
/// calls: it makes the history of the release, or fetches it, answers from it, and unlinks the rest, in the store of artefacts too.
/// </summary>
internal sealed class Retirement(
    Publication publication,
    ReleaseFiles files,
    ReleaseArtefacts artefacts,
    Staging staging,
    NodeStateSource states,
    ExchangeOptions options,
    ILogger<Retirement> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await RetireDueAsync(cancellation);
            await FinishAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Does on this node what the entry says that retires a release; repeated, it goes on.</summary>
    /// <exception cref="IOException">Neither the history nor the release is to be had, or the history is another.</exception>
    public async Task RetireHereAsync(PublishedRelease release, CancellationToken cancellation)
    {
        if (!files.HasHistory(release.Id) && !release.Files.WasOpened && !await artefacts.FetchHistoryAsync(release.Id, cancellation))
        {
            await staging.PrepareAsync(release.Id, cancellation);
        }

        await Task.Run(() => files.Retire(release, cancellation), cancellation);
        await artefacts.RemoveAsync(release.Id, cancellation);
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (RegisterFileException fault)
            {
                // The history that was made here is not the one that the entry names: this node goes on with the whole release.
                log.HistoryDiffers(fault.Message);
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException or CommitUnknownException)
            {
                log.RetirementFailed(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes the entries of what is to be retired.</summary>
    private async Task RetireDueAsync(CancellationToken cancellation)
    {
        foreach (var id in await publication.ListToRetireAsync(options.KeepReleases, cancellation))
        {
            // A node that does not hold the release leaves it to one that does.
            if (states.Current.Releases.All.FirstOrDefault(release => release.Id == id) is not { Files.WasOpened: true } known)
            {
                continue;
            }

            var digest = await Task.Run(() => files.MakeHistory(known.Id, cancellation), cancellation);
            await artefacts.StoreHistoryAsync(known.Id, cancellation);
            if (await publication.RetireAsync(id, digest, options.KeepReleases, cancellation) is { } seq)
            {
                log.Retired(known.Name, seq);
                await states.WaitBrieflyAsync(seq, options.Time, cancellation);
            }
        }
    }

    /// <summary>Does on this node what the entries say.</summary>
    private async Task FinishAsync(CancellationToken cancellation)
    {
        foreach (var release in states.Current.Releases.All.Where(release => release is { IsRetired: true, Files.HasHistory: false }))
        {
            await RetireHereAsync(release, cancellation);
            log.Unlinked(release.Name);
        }
    }
}
