using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Server.Artefacts;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The files of sealed releases in the store of artefacts. The signature is stored last: where it is, all is.</summary>
internal sealed class ReleaseArtefacts(ArtefactStore store, ReleaseFiles files)
{
    private const string Signature = "signature";

    /// <summary>Whether a release is there, whole.</summary>
    public Task<bool> ContainsAsync(string releaseId, CancellationToken cancellation) =>
        store.ContainsAsync(NameOf(releaseId, Signature), cancellation);

    /// <summary>Stores a release that is sealed on this node; repeated, it goes on.</summary>
    public async Task StoreAsync(string releaseId, CancellationToken cancellation)
    {
        var names = Directory.GetFiles(files.SealedFolderOf(releaseId)).Select(path => Path.GetFileName(path)!);
        foreach (var name in names.Where(name => !name.EndsWith(".tmp", StringComparison.Ordinal)).OrderBy(name => name == Signature))
        {
            await store.StoreAsync(NameOf(releaseId, name), Path.Combine(files.SealedFolderOf(releaseId), name), cancellation);
        }
    }

    /// <summary>Puts what is in the store in the place of what this node has of a release.</summary>
    /// <exception cref="FileNotFoundException">The release, or a file of it, is not there.</exception>
    /// <exception cref="InvalidDataException">A file is not what was stored.</exception>
    public async Task FetchAsync(string releaseId, CancellationToken cancellation)
    {
        var folder = files.SealedFolderOf(releaseId);
        var unfinished = folder + ".fetching";
        Delete(unfinished);
        Durability.CreateFolder(unfinished);
        var prefix = NameOf(releaseId, "");
        if (!await ContainsAsync(releaseId, cancellation))
        {
            throw new FileNotFoundException($"The release {releaseId} is not in the store of artefacts.");
        }

        foreach (var name in await store.ListAsync(prefix.TrimEnd('/'), cancellation))
        {
            await store.FetchAsync(name, Path.Combine(unfinished, name[prefix.Length..]), cancellation);
        }

        Delete(folder);
        Directory.Move(unfinished, folder);
        Durability.SyncFolder(Path.GetDirectoryName(folder)!);
    }

    private static string NameOf(string releaseId, string file) => $"releases/{releaseId}/{file}";

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
