using System.Collections.Concurrent;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Where releases lie on this node, and those of them that are open.
/// </summary>
internal sealed class ReleaseFiles(string folder, ReleaseKeys keys) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<OpenRelease>> _open = new(StringComparer.Ordinal);

    /// <summary>Folder of what was uploaded of a release.</summary>
    public string UploadFolderOf(string releaseId) => Path.Combine(folder, releaseId, "upload");

    /// <summary>Folder of a release that was checked or sealed.</summary>
    public string SealedFolderOf(string releaseId) => Path.Combine(folder, releaseId, "release");

    /// <summary>Deletes all that this node has of a release which nobody has opened.</summary>
    public void Drop(string releaseId)
    {
        var path = Path.Combine(folder, releaseId);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Opens a sealed release, or gives the one that is open already. Verifying its files takes its time.</summary>
    /// <exception cref="IOException">
    /// A file is missing or damaged, or the signature does not hold; the message names release, file and what to do.
    /// </exception>
    public OpenRelease Open(string releaseId)
    {
        var release = _open.GetOrAdd(
            releaseId, id => new Lazy<OpenRelease>(() => new OpenRelease(SealedRelease.Open(SealedFolderOf(id), keys))));
        try
        {
            return release.Value;
        }
        catch (Exception fault)
        {
            // What failed once is tried again: the files may have been put in order meanwhile.
            _open.TryRemove(KeyValuePair.Create(releaseId, release));
            if (fault is not RegisterFileException damage)
            {
                throw;
            }

            throw new IOException(
                $"Release {releaseId}: {damage.Message} Nothing is served from it: dtsen release verify {SealedFolderOf(releaseId)} "
                + "finds all that is wrong; put the folder back from a copy that verifies.",
                damage);
        }
    }

    /// <summary>Ends the streams that are bound to a release which is not among these any more.</summary>
    public void WithdrawAllBut(PublishedReleases releases)
    {
        foreach (var (id, release) in _open)
        {
            if (release.IsValueCreated && releases.NewestFirst.All(published => published.Id != id))
            {
                release.Value.Withdraw();
            }
        }
    }

    public void Dispose()
    {
        foreach (var release in _open.Values.Where(release => release.IsValueCreated))
        {
            release.Value.Dispose();
        }
    }
}
