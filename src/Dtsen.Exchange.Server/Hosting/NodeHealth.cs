using Dtsen.Exchange.Server.AccessLogs;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>Ready while the node knows the change log and can record calls.</summary>
internal sealed class NodeHealth(NodeStateSource states, AccessRecorder recorder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !states.IsFresh ? HealthCheckResult.Unhealthy("The node lags behind the change log.")
            : recorder.Log.Failure is not null ? HealthCheckResult.Unhealthy("Calls cannot be recorded.")
            : HealthCheckResult.Healthy());
}
