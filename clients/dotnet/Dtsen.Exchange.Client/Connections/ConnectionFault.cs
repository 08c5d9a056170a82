using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>
/// A call that ended below gRPC, in the words of who has to mend it. A server that refuses a certificate says nothing: it hangs up.
/// </summary>
internal static class ConnectionFault
{
    /// <summary>What to check; null where the connection is not at fault.</summary>
    public static string? Explain(Status status)
    {
        if (status.DebugException is not { } fault)
        {
            return null;
        }

        // What the client could not make of the server stands in Detail; which of the two servers it was, too.
        if (Find<AuthenticationException>(fault) is { } handshake)
        {
            return $"{Server(status)} is not trusted or refused the handshake: check that the root certificates given are those of its CA, "
                + "that the address has the name that stands in its certificate, that its certificate is in its time, and the clock of "
                + $"this machine. ({handshake.Message})";
        }

        if (Find<SocketException>(fault) is { SocketErrorCode: not SocketError.ConnectionReset } socket)
        {
            return $"{Server(status)} cannot be reached: check its address and port, that it runs, and that a firewall lets you through. "
                + $"({socket.Message})";
        }

        if (Find<OperationCanceledException>(fault) is not null || Find<TimeoutException>(fault) is not null)
        {
            return status.StatusCode == StatusCode.Unavailable
                ? $"{Server(status)} did not answer in time: check its address, and that a firewall lets you through."
                : null;
        }

        return Find<IOException>(fault) is not null || Find<HttpRequestException>(fault) is not null
            ? $"{Server(status)} broke the connection off. Where this happens at the first call, it has refused the client certificate: "
                + "check that the certificate is the application's own, that a CA of the exchange has issued it, that it has neither "
                + "expired nor been revoked, and the clock of this machine; the log of the server names the reason."
            : null;
    }

    private static string Server(Status status) =>
        status.Detail.StartsWith("The authority", StringComparison.Ordinal) ? "The authority" : "The exchange";

    private static T? Find<T>(Exception? fault)
        where T : Exception
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is T found)
            {
                return found;
            }
        }

        return null;
    }
}
