using System.Data.Common;
using Dtsen.Exchange.Server.ChangeLogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>Makes published releases effective on their day (WIB). Every node looks; whoever comes first writes the entry.</summary>
internal sealed class EffectiveDays(Publication publication, TimeProvider time, ILogger<EffectiveDays> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                foreach (var name in await publication.MakeDueEffectiveAsync(stoppingToken))
                {
                    log.BecameEffective(name);
                }
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException or CommitUnknownException)
            {
                // The next look sees what stands.
                log.LookFailed(fault.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
