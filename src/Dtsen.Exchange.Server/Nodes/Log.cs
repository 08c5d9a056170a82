using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Nodes;

/// <summary>What is to be told of nodes.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "This node cannot say just now that it is there ({FaultType}); trying again")]
    public static partial void NotSeen(this ILogger logger, string faultType);

    [LoggerMessage(6002, LogLevel.Warning, "Node {Node} was silent for so long that it is forgotten; an upload that it holds is free")]
    public static partial void Forgotten(this ILogger logger, string node);
}
