using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Dtsen.Exchange.Server;

/// <summary>
/// Ids of what a request creates: they follow from the application and its request id, so that the primary key alone tells a repetition
/// from a new request.
/// </summary>
internal static class RequestIds
{
    private const int Digits = 24;

    /// <summary>The id of what a request of an application creates.</summary>
    // Neither an application's id nor a request id holds a slash.
    public static string Derive(string application, string requestId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{application}/{requestId}")))[..Digits];

    /// <summary>By which a repetition is told from another request under the same id.</summary>
    public static string HashOf(IMessage request) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.Name + "\n"), .. request.ToByteArray()]));
}
