using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>What the access log itself has to tell.</summary>
internal static partial class Log
{
    [LoggerMessage(
        5001, LogLevel.Critical, "Calls cannot be recorded any more ({Fault}, {FaultType}): the node refuses all until it is restarted")]
    public static partial void NotRecorded(this ILogger logger, string fault, string faultType);

    [LoggerMessage(5002, LogLevel.Information, "Entries {First} to {Last} of the access log copied to the artefacts")]
    public static partial void Exported(this ILogger logger, long first, long last);

    [LoggerMessage(5003, LogLevel.Warning, "Sealed entries of the access log cannot be copied just now ({FaultType}); trying again")]
    public static partial void ExportDelayed(this ILogger logger, string faultType);

    [LoggerMessage(
        5004, LogLevel.Warning,
        "Subjects of the access log are no longer joined ({FaultType}): searching it by subject slows down until the node is restarted")]
    public static partial void NotJoined(this ILogger logger, string faultType);

    [LoggerMessage(
        5005, LogLevel.Error,
        "Entries {First} to {Last} of the access log, or their subjects, are damaged on this disk, and were not copied to the artefacts")]
    public static partial void NotExported(this ILogger logger, long first, long last);
}
