using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What quotas log. Never what was asked for.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning,
        "{Application} of {Agency} has used up its answers of NOT_FOUND for today: are numbers being guessed, or is a file wrong?")]
    public static partial void MissesUsedUp(this ILogger logger, string agency, string application);

    [LoggerMessage(6002, LogLevel.Warning, "Quota on lease cannot be given back ({FaultType}): it counts as used today")]
    public static partial void NotGivenBack(this ILogger logger, string faultType);
}
