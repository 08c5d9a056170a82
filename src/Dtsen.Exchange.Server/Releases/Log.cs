using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>What happens to releases.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Release {Release} begun by {Application}")]
    public static partial void Begun(this ILogger logger, string release, string application);

    [LoggerMessage(4002, LogLevel.Information, "Release {Release} checked: {Families} families, {SetAside} set aside")]
    public static partial void Checked(this ILogger logger, string release, long families, long setAside);

    [LoggerMessage(4003, LogLevel.Information, "Release {Release} sealed with the key {Key}")]
    public static partial void Sealed(this ILogger logger, string release, string key);

    [LoggerMessage(4004, LogLevel.Information, "Release {Release}: proposal {Proposal} ({Action}) approved by {Application}, entry {Seq}")]
    public static partial void Approved(
        this ILogger logger, string release, string proposal, string action, string application, long seq);

    [LoggerMessage(4005, LogLevel.Information, "Release {Release} is effective")]
    public static partial void BecameEffective(this ILogger logger, string release);

    [LoggerMessage(4010, LogLevel.Information, "Release {Release} staged: open and verified on this node")]
    public static partial void Staged(this ILogger logger, string release);

    [LoggerMessage(4011, LogLevel.Warning, "Release {Release} cannot be staged on this node just now ({FaultType}); trying again")]
    public static partial void NotStaged(this ILogger logger, string release, string faultType);

    [LoggerMessage(4012, LogLevel.Information, "Release {Release} is not whole on this node ({FaultType}): fetching it from the artefacts")]
    public static partial void Fetching(this ILogger logger, string release, string faultType);

    [LoggerMessage(4013, LogLevel.Error, "Release {Release} is signed and could not be put into the store of artefacts ({FaultType})")]
    public static partial void NotStored(this ILogger logger, string release, string faultType);

    [LoggerMessage(
        4014, LogLevel.Warning, "The upload of release {Release} is taken over from the node {Node}, which is forgotten: it begins anew")]
    public static partial void TakenOver(this ILogger logger, string release, string node);

    [LoggerMessage(4020, LogLevel.Information, "Release {Release} is retired, entry {Seq}")]
    public static partial void Retired(this ILogger logger, string release, long seq);

    [LoggerMessage(4021, LogLevel.Information, "Release {Release}: its history answers, the rest is unlinked on this node")]
    public static partial void Unlinked(this ILogger logger, string release);

    [LoggerMessage(4022, LogLevel.Warning, "Cannot retire releases just now ({FaultType}); trying again")]
    public static partial void RetirementFailed(this ILogger logger, string faultType);

    [LoggerMessage(4023, LogLevel.Error, "A release is retired and kept whole here: {Reason}")]
    public static partial void HistoryDiffers(this ILogger logger, string reason);

    [LoggerMessage(4006, LogLevel.Warning, "Cannot look just now for releases whose day has come ({FaultType}); trying again")]
    public static partial void LookFailed(this ILogger logger, string faultType);
}
