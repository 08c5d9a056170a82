using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Population;

/// <summary>What happens to events; never of whom.</summary>
internal static partial class Log
{
    [LoggerMessage(
        8001, LogLevel.Warning,
        "What was reported since a release cannot be read yet ({FaultType}): the node follows no further, and keeps trying")]
    public static partial void WaitsForEvents(this ILogger logger, string faultType);

    [LoggerMessage(8002, LogLevel.Information, "{Application} reports events: {Accepted} taken, {Held} held, {Refused} refused")]
    public static partial void Reported(this ILogger logger, string application, long accepted, long held, long refused);

    [LoggerMessage(8003, LogLevel.Critical, "The node ends. {Reason}")]
    public static partial void CannotReadRelease(this ILogger logger, string reason);
}
