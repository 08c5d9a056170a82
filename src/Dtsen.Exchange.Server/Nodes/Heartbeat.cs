using System.Data.Common;
using Dtsen.Exchange.Server.Sql;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Nodes;

/// <summary>Says that this node is there, from before it catches up until it stops; and forgets those that have long been silent.</summary>
internal sealed class Heartbeat(NodeRegistry nodes, NodeStateSource states, ExchangeOptions options, ILogger<Heartbeat> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await nodes.RegisterAsync(Now(), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // Nobody need wait for a node that has stopped.
            await nodes.BeatAsync(Now() with { Stopped = 1 }, cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or IOException or TimeoutException or OperationCanceledException)
        {
            log.NotSeen(fault.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await nodes.BeatAsync(Now(), stoppingToken);
                foreach (var name in await nodes.ForgetAsync(options.Time.GetUtcNow() - options.ForgetNodesAfter, null, stoppingToken))
                {
                    log.Forgotten(name);
                }
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException)
            {
                log.NotSeen(fault.GetType().Name);
            }
        }
    }

    private NodeRow Now() => new(
        options.NodeName, options.Address?.ToString() ?? "", options.Time.GetUtcNow().ToUtcMicroseconds(), 0, states.Current.Seq);
}
