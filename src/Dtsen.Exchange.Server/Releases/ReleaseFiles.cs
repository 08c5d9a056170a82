using System.Collections.Concurrent;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Where releases lie on this node, and those of them that are open. An open release stays mapped until the node stops: a reader that took a
/// state before a roll-back may still read it.
/// </summary>
internal sealed class ReleaseFiles(string folder, ReleaseKeys keys) : IDisposable
{
    private readonly ConcurrentDictionary<string, SealedRelease> _open = new(StringComparer.Ordinal);

    /// <summary>Folder of what was uploaded of a release.</summary>
    public string UploadFolderOf(string releaseId) => Path.Combine(folder, releaseId, "upload");

    /// <summary>Folder of a release that was checked or sealed.</summary>
    public string SealedFolderOf(string releaseId) => Path.Combine(folder, releaseId, "release");

    /// <summary>Opens a sealed release, or gives the one that is open already.</summary>
    public SealedRelease Open(string releaseId) =>
        _open.GetOrAdd(releaseId, id => SealedRelease.Open(SealedFolderOf(id), keys));

    public void Dispose()
    {
        foreach (var release in _open.Values)
        {
            release.Dispose();
        }
    }
}
