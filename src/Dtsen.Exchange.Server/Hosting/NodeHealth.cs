using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>Ready while the node knows the change log.</summary>
internal sealed class NodeHealth(NodeStateSource states) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(states.IsFresh
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The node lags behind the change log."));
}
