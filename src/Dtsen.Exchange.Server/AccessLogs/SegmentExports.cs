using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>Copies every sealed segment of the log to the artefacts, so that losing this node's disk loses the open one at most.</summary>
internal sealed class SegmentExports(AccessRecorder recorder, ExchangeOptions options, ILogger<SegmentExports> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _exported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        do
        {
            try
            {
                await Task.Run(ExportSealed, stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                log.ExportDelayed(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void ExportSealed()
    {
        var folder = Path.Combine(options.ArtefactFolder, "access-log", options.NodeName);
        foreach (var range in recorder.Log.Sealed().Where(range => range.First >= _exported))
        {
            // A copy has its name when it is whole, and the segment comes after its subjects: what is there is not copied again.
            if (!File.Exists(Path.Combine(folder, range.First.ToString("D15", CultureInfo.InvariantCulture) + ".segment")))
            {
                recorder.Log.Export(range, folder);
                log.Exported(range.First, range.End - 1);
            }

            _exported = range.End;
        }
    }
}
