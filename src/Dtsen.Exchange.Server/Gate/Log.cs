using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>What the gate logs. Never what was asked or answered.</summary>
internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "{Method} failed with {FaultType} at {Stack}")]
    public static partial void CallFailed(this ILogger logger, string method, string faultType, string stack);

    [LoggerMessage(1104, LogLevel.Error, "{Method} failed: the disk, or that of the database, refused with {FaultType}; make room")]
    public static partial void StorageFailed(this ILogger logger, string method, string faultType);

    [LoggerMessage(1102, LogLevel.Warning, "The authority's keys cannot be fetched ({FaultType}); those before serve on")]
    public static partial void AuthorityAway(this ILogger logger, string faultType);

    [LoggerMessage(1103, LogLevel.Error, "The discovery document names another issuer than the one configured: its keys are not taken")]
    public static partial void AuthorityDiffers(this ILogger logger);
}
