using System.Data.Common;
using System.Globalization;
using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Server.Artefacts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// Copies every sealed segment of the log to the artefacts, so that losing this node's disk loses the open one at most; and says so where
/// their subjects are no longer joined.
/// </summary>
internal sealed class SegmentExports(
    AccessRecorder recorder, ArtefactStore artefacts, ExchangeOptions options, ILogger<SegmentExports> log) : BackgroundService
{
    // Soon, so that the subjects of a part need not be picked out of a file that they were joined into.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _exported;
    private bool _joinFailureTold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        do
        {
            TellJoinFailure();
            try
            {
                await Task.Run(() => ExportSealedAsync(stoppingToken), stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException)
            {
                log.ExportDelayed(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void TellJoinFailure()
    {
        if (!_joinFailureTold && recorder.Log.JoinFailure is { } failure)
        {
            log.NotJoined(failure.GetType().Name);
            _joinFailureTold = true;
        }
    }

    private async Task ExportSealedAsync(CancellationToken cancellation)
    {
        var folder = "access-log/" + options.NodeName;
        foreach (var range in recorder.Log.Sealed().Where(range => range.First >= _exported))
        {
            // The segment is stored after its subjects: where it is, nothing is left to do.
            var segment = range.First.ToString("D15", CultureInfo.InvariantCulture) + ".segment";
            if (!await artefacts.ContainsAsync($"{folder}/{segment}", cancellation))
            {
                await TryExportAsync(range, folder, cancellation);
            }

            _exported = range.End;
        }
    }

    /// <summary>What is damaged stays here, for whoever sees to it, and keeps nothing behind it from being copied.</summary>
    private async Task TryExportAsync(SealedRange range, string folder, CancellationToken cancellation)
    {
        try
        {
            await ExportAsync(range, folder, cancellation);
            log.Exported(range.First, range.End - 1);
        }
        catch (AccessLogException damaged) when (damaged.Fault == AccessLogFault.Damaged)
        {
            log.NotExported(range.First, range.End - 1);
        }
    }

    private async Task ExportAsync(SealedRange range, string folder, CancellationToken cancellation)
    {
        var work = Path.Combine(options.DataFolder, "access-log-export");
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }

        foreach (var file in recorder.Log.Export(range, work))
        {
            await artefacts.StoreAsync($"{folder}/{Path.GetFileName(file.Path)}", file.Path, file.Sha256, cancellation);
        }

        Directory.Delete(work, recursive: true);
    }
}
