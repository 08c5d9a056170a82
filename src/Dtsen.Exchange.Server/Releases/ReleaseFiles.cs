using System.Collections.Concurrent;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.History;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>Where releases lie on this node, and those of them that are open.</summary>
internal sealed class ReleaseFiles(string folder, ReleaseKeys keys) : IDisposable
{
    private readonly ConcurrentDictionary<string, OpenRelease> _known = new(StringComparer.Ordinal);

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

    /// <summary>Folder of the history of a release.</summary>
    public string HistoryFolderOf(string releaseId) => Path.Combine(folder, releaseId, "history");

    /// <summary>A release on this node, open or not.</summary>
    public OpenRelease Of(string releaseId) => _known.GetOrAdd(releaseId, _ => new OpenRelease());

    /// <summary>Opens a sealed release, or gives the one that is open already. Verifying its files takes its time.</summary>
    /// <exception cref="IOException">
    /// A file is missing or damaged, or the signature does not hold; the message names release, file and what to do.
    /// </exception>
    public OpenRelease Open(string releaseId)
    {
        var release = Of(releaseId);
        try
        {
            release.Open(() => SealedRelease.Open(SealedFolderOf(releaseId), keys));
            return release;
        }
        catch (RegisterFileException damage)
        {
            throw new IOException(
                $"Release {releaseId}: {damage.Message} Nothing is served from it: dtsen release verify {SealedFolderOf(releaseId)} "
                + "finds all that is wrong; put the folder back from a copy that verifies.",
                damage);
        }
    }

    /// <summary>Whether the history of a release lies on this node.</summary>
    public bool HasHistory(string releaseId) => HistoryTable.IsIn(HistoryFolderOf(releaseId));

    /// <summary>Makes the history of a release, unless it is there.</summary>
    /// <returns>Its SHA-256.</returns>
    public string MakeHistory(string releaseId, CancellationToken cancellation)
    {
        EnsureHistory(releaseId, cancellation);
        return HistoryTable.DigestIn(HistoryFolderOf(releaseId));
    }

    /// <summary>
    /// Retires a release on this node: its history answers from here on, and all else but manifest, signature and check is unlinked, which
    /// those who hold it do not notice.
    /// </summary>
    /// <param name="release">A release that is retired.</param>
    /// <param name="cancellation">Gives up; a later call goes on.</param>
    /// <exception cref="RegisterFileException">The history is not the one that the change log names.</exception>
    public void Retire(PublishedRelease release, CancellationToken cancellation)
    {
        EnsureHistory(release.Id, cancellation);
        if (!release.Files.HasHistory)
        {
            release.Files.Retire(HistoryTable.Open(HistoryFolderOf(release.Id), release.History!));
        }

        SealedRelease.RemoveAllButManifest(SealedFolderOf(release.Id));
        if (Directory.Exists(UploadFolderOf(release.Id)))
        {
            Directory.Delete(UploadFolderOf(release.Id), recursive: true);
        }
    }

    private void EnsureHistory(string releaseId, CancellationToken cancellation)
    {
        var target = HistoryFolderOf(releaseId);
        if (!HistoryTable.IsIn(target) && Open(releaseId).TryLease(out var lease))
        {
            using (lease)
            {
                HistoryTable.Write(lease.Files.People, target, cancellation);
            }
        }
    }

    public void Dispose()
    {
        foreach (var release in _known.Values)
        {
            release.Dispose();
        }
    }
}
