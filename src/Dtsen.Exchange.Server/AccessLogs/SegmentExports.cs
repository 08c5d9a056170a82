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
            catch (IOException fault)
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
            // After a start all are copied once more: a copy that was cut short is not told from a whole one by its name.
            recorder.Log.Export(range, folder);
            _exported = range.End;
            log.Exported(range.First, range.End - 1);
        }
    }
}
