using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.State;

/// <summary>What the node's state has to tell.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1201, LogLevel.Error,
        "The published release {Release} is not to be had on this node: the node follows no further, and keeps trying. {Reason}")]
    public static partial void WaitsForRelease(this ILogger logger, string release, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "The release {Release}, which was rolled back, is not to be had on this node ({FaultType})")]
    public static partial void LacksRolledBack(this ILogger logger, string release, string faultType);
}
