using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>What hosting logs.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Handshake refused: the client certificate with serial {Serial} is {Verdict}")]
    public static partial void HandshakeRefused(this ILogger logger, string verdict, string serial);
}
