using Dtsen.Exchange.Domain.Partners;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>What the import of files and suspensions log.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "{File} {Path}: {Reason} The last good set stays in force.")]
    public static partial void FileRefused(this ILogger logger, string file, string path, string reason);

    [LoggerMessage(3002, LogLevel.Information, "Agreements of {Count} applications accepted, hash {Hash}")]
    public static partial void PartnersAccepted(this ILogger logger, int count, string hash);

    [LoggerMessage(3003, LogLevel.Information, "Feature flags accepted")]
    public static partial void FeaturesAccepted(this ILogger logger);

    [LoggerMessage(3004, LogLevel.Information, "Revocation list with {Count} certificates accepted")]
    public static partial void RevocationsAccepted(this ILogger logger, int count);

    [LoggerMessage(3008, LogLevel.Information, "{Count} programmes accepted")]
    public static partial void ProgrammesAccepted(this ILogger logger, int count);

    [LoggerMessage(3006, LogLevel.Warning, "{Kind} {Subject} suspended by {Application}, entry {Seq}")]
    public static partial void Suspended(this ILogger logger, SuspensionKind kind, string subject, string application, long seq);

    [LoggerMessage(3007, LogLevel.Warning, "{Kind} {Subject} resumed by {Application}, entry {Seq}")]
    public static partial void Resumed(this ILogger logger, SuspensionKind kind, string subject, string application, long seq);

    [LoggerMessage(
        3009, LogLevel.Warning,
        "{Files} of this node have not changed since they were last read, and others have come into force since: they are left alone")]
    public static partial void FilesAreOlder(this ILogger logger, string files);

    [LoggerMessage(3005, LogLevel.Warning, "Files cannot be imported just now ({FaultType}); trying again")]
    public static partial void ImportDelayed(this ILogger logger, string faultType);
}
