using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>
/// Brings the files into the change log: partners, feature flags, programmes, revocations. A changed file is read once it has rested for
/// one look; what is accepted is appended, what is not is logged with file, path and reason, and the last good one stays in force.
/// </summary>
internal sealed class ConfigWatcher(
    ExchangeOptions options,
    ChangeLog log,
    ConfigImports imports,
    VariableCatalogue catalogue,
    WilayahTable wilayah,
    ILogger<ConfigWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _partners = Path.Combine(options.ConfigFolder, "partners");
    private readonly string _features = Path.Combine(options.ConfigFolder, "features.json");
    private readonly string _programmes = Path.Combine(options.ConfigFolder, "programmes.json");
    private WatchedFiles[] _watched = [];

    /// <summary>Imports what is there, before the node answers its first call.</summary>
    /// <exception cref="InvalidOperationException">No revocation list was ever accepted: nobody's certificate could be refused.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _watched =
        [
            new(() => FileStamp.Of(_partners, "*.json"), ImportPartnersAsync),
            new(() => FileStamp.Of(_features), ImportFeaturesAsync),
            new(() => FileStamp.Of(_programmes), ImportProgrammesAsync),
            new(() => FileStamp.Of(options.RevocationListFile), ImportRevocationsAsync),
        ];
        foreach (var files in _watched)
        {
            await files.ImportAsync(cancellationToken);
        }

        if (await log.ReadLatestAsync(EntryKinds.Revocations, cancellationToken) is null)
        {
            throw new InvalidOperationException(
                "The exchange does not start without a revocation list of its client authority: see the line above about "
                + Path.GetFileName(options.RevocationListFile) + ".");
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var files in _watched)
            {
                try
                {
                    await files.LookAsync(stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    logger.ImportDelayed(fault.GetType().Name);
                }
            }
        }
    }

    private async Task ImportPartnersAsync(CancellationToken cancellation)
    {
        var result = PartnerFiles.Load(_partners, catalogue, wilayah);
        foreach (var problem in result.Problems)
        {
            logger.FileRefused(problem.File, problem.Path, problem.Reason);
        }

        if (result.Set is { } set && await IsChangeAsync(EntryKinds.Partners, set.Payload, "The agreements", cancellation))
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
        else if (await IsChangeAsync(EntryKinds.Features, bytes, "The feature flags", cancellation))
        {
            logger.FeaturesAccepted();
        }
    }

    private async Task ImportProgrammesAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_programmes))
        {
            logger.FileRefused("programmes.json", "$", "the file does not exist.");
            return;
        }

        var bytes = await File.ReadAllBytesAsync(_programmes, cancellation);
        try
        {
            var count = ProgrammeSet.Parse("programmes.json", bytes, catalogue).Programmes.Count;
            if (await IsChangeAsync(EntryKinds.Programmes, bytes, "The programmes", cancellation))
            {
                logger.ProgrammesAccepted(count);
            }
        }
        catch (InvalidDataException problem)
        {
            logger.FileRefused("programmes.json", "$", problem.Message);
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
        else if (await log.ReadLatestAsync(EntryKinds.Revocations, cancellation) is { } latest
            && RevocationList.ReadKept(latest.Payload.Span, options.ClientAuthority).Number > list.Number)
        {
            // Another node may hold an older file: it must not bring revoked certificates back.
            logger.FileRefused(Path.GetFileName(options.RevocationListFile), "$", "the revocation list is older than the one in force.");
        }
        else if (await IsChangeAsync(EntryKinds.Revocations, bytes, "The revocation list", cancellation))
        {
            logger.RevocationsAccepted(list.Count);
        }
    }

    private async Task<bool> IsChangeAsync(string kind, ReadOnlyMemory<byte> payload, string files, CancellationToken cancellation)
    {
        var outcome = await imports.ImportAsync(kind, payload, cancellation);
        if (outcome == ImportOutcome.Older)
        {
            logger.FilesAreOlder(files);
        }

        return outcome == ImportOutcome.Accepted;
    }
}
