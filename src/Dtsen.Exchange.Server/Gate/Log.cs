using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>What the gate logs. Never what was asked or answered.</summary>
internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "{Method} failed with {FaultType} at {Stack}")]
    public static partial void CallFailed(this ILogger logger, string method, string faultType, string stack);
}
