using System.Security.Cryptography;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>
/// Brings the files into the change log: partners, feature flags, revocations. A changed file is read once it has rested for one look; what is
/// accepted is appended, what is not is logged with file, path and reason, and the last good one stays in force.
/// </summary>
internal sealed class ConfigWatcher(
    ExchangeOptions options, ChangeLog log, VariableCatalogue catalogue, WilayahTable wilayah, ILogger<ConfigWatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _partners = Path.Combine(options.ConfigFolder, "partners");
    private readonly string _features = Path.Combine(options.ConfigFolder, "features.json");

    /// <summary>Imports what is there, before the node answers its first call.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ImportPartnersAsync(cancellationToken);
        await ImportFeaturesAsync(cancellationToken);
        await ImportRevocationsAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watched = new (Func<string> Stamp, Func<CancellationToken, Task> Import)[]
        {
            (() => FileStamp.Of(_partners, "*.json"), ImportPartnersAsync),
            (() => FileStamp.Of(_features), ImportFeaturesAsync),
            (() => FileStamp.Of(options.RevocationListFile), ImportRevocationsAsync),
        };
        // Nothing counts as imported yet: a file that changed between the first import and this line is read again.
        var imported = new string?[watched.Length];
        var last = new string?[watched.Length];
        using var timer = new PeriodicTimer(Interval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            for (var at = 0; at < watched.Length; at++)
            {
                var stamp = watched[at].Stamp();
                if (stamp == last[at] && stamp != imported[at] && await TryAsync(watched[at].Import, stoppingToken))
                {
                    imported[at] = stamp;
                }

                last[at] = stamp;
            }
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> import, CancellationToken cancellation)
    {
        try
        {
            await import(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.ImportDelayed(fault.GetType().Name);
            return false;
        }
    }

    private async Task ImportPartnersAsync(CancellationToken cancellation)
    {
        var result = PartnerFiles.Load(_partners, catalogue, wilayah);
        foreach (var problem in result.Problems)
        {
            logger.FileRefused(problem.File, problem.Path, problem.Reason);
        }

        if (result.Set is { } set && await AppendIfNewAsync(EntryKinds.Partners, set.Payload, cancellation))
        {
            logger.PartnersAccepted(set.ApplicationCount, set.Hash);
        }
    }

    private async Task ImportFeaturesAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_features))
        {
            logger.FileRefused("features.json", "$", "the file does not exist.");
            return;
        }

        var bytes = await File.ReadAllBytesAsync(_features, cancellation);
        if (FeatureFlags.TryParse(bytes, out var reason) is null)
        {
            logger.FileRefused("features.json", "$", reason!);
        }
        else if (await AppendIfNewAsync(EntryKinds.Features, bytes, cancellation))
        {
            logger.FeaturesAccepted();
        }
    }

    private async Task ImportRevocationsAsync(CancellationToken cancellation)
    {
        if (!File.Exists(options.RevocationListFile))
        {
            logger.FileRefused(Path.GetFileName(options.RevocationListFile), "$", "the revocation list does not exist.");
            return;
        }

        var bytes = await File.ReadAllBytesAsync(options.RevocationListFile, cancellation);
        if (!RevocationList.TryRead(bytes, options.ClientAuthority, options.Time.GetUtcNow(), out var list, out var verdict))
        {
            logger.FileRefused(Path.GetFileName(options.RevocationListFile), "$", $"the revocation list is not accepted: {verdict}.");
        }
        else if (await AppendIfNewAsync(EntryKinds.Revocations, bytes, cancellation))
        {
            logger.RevocationsAccepted(list!.Count);
        }
    }

    private async Task<bool> AppendIfNewAsync(string kind, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var latest = await log.ReadLatestAsync(kind, cancellation);
        if (latest is not null && CryptographicOperations.FixedTimeEquals(latest.Payload.Span, payload.Span))
        {
            return false;
        }

        await log.AppendAsync(kind, payload, cancellation);
        return true;
    }
}
