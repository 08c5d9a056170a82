namespace Dtsen.Exchange.Server.Releases;

/// <summary>Ids of releases and proposals: each follows from the request that makes it.</summary>
internal static class ReleaseIds
{
    /// <summary>Id of the release that a request begins. It is also the name of a folder.</summary>
    public static string OfRelease(string application, string requestId) => "r-" + RequestIds.Derive(application, requestId);

    /// <summary>Id of the proposal that a request makes.</summary>
    public static string OfProposal(string application, string requestId) => "p-" + RequestIds.Derive(application, requestId);
}
