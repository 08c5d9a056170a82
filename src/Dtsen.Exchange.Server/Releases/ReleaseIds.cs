using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Ids of what a request creates: they follow from the application and its request id, so that the primary key alone tells a repetition
/// from a new request.
/// </summary>
internal static class ReleaseIds
{
    private const int Digits = 24;

    /// <summary>Id of the release that a request begins. It is also the name of a folder.</summary>
    public static string OfRelease(string application, string requestId) => "r-" + Derive(application, requestId);

    /// <summary>Id of the proposal that a request makes.</summary>
    public static string OfProposal(string application, string requestId) => "p-" + Derive(application, requestId);

    /// <summary>By which a repetition is told from another request under the same id.</summary>
    public static string HashOf(IMessage request) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(request.Descriptor.Name + "\n"), .. request.ToByteArray()]));

    // Neither an application's id nor a request id holds a slash.
    private static string Derive(string application, string requestId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{application}/{requestId}")))[..Digits];
}
