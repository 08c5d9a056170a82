using Dtsen.Exchange.Pki;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Identity;

/// <summary>What the authority logs, EventIds 4000 to 4099. Application ids and serial numbers are no personal data.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "A client certificate was refused: {Verdict}, serial {Serial}")]
    public static partial void CertificateRefused(ILogger logger, CertificateVerdict verdict, string serial);

    [LoggerMessage(4001, LogLevel.Information, "A token was refused: {Error}, application {Application}: {Reason}")]
    public static partial void TokenRefused(ILogger logger, string error, string application, string reason);

    [LoggerMessage(4010, LogLevel.Information, "Tokens are signed with key {KeyId}; {Count} keys are published")]
    public static partial void KeysChanged(ILogger logger, string keyId, int count);

    [LoggerMessage(4011, LogLevel.Error, "The folder of signing keys could not be read; the keys in memory stay in use")]
    public static partial void KeysNotRefreshed(ILogger logger, Exception exception);
}
