using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.History;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Artefacts;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The files of sealed releases in the store of artefacts. The signature is stored last: where it is, all is.</summary>
internal sealed class ReleaseArtefacts(ArtefactStore store, ReleaseFiles files)
{
    /// <summary>Whether a release is there, whole.</summary>
    public Task<bool> ContainsAsync(string releaseId, CancellationToken cancellation) =>
        store.ContainsAsync(NameOf(releaseId, ReleaseFileNames.Signature), cancellation);

    /// <summary>Stores a release that is sealed on this node; repeated, it goes on.</summary>
    public async Task StoreAsync(string releaseId, CancellationToken cancellation)
    {
        var names = Directory.GetFiles(files.SealedFolderOf(releaseId)).Select(path => Path.GetFileName(path)!);
        var whole = names.Where(name => !name.EndsWith(".tmp", StringComparison.Ordinal));
        var manifest = await File.ReadAllBytesAsync(Path.Combine(files.SealedFolderOf(releaseId), ReleaseFileNames.Manifest), cancellation);
        var signed = ReleaseManifest.Parser.ParseFrom(manifest).Files.ToDictionary(file => file.Name, file => file.Sha256.ToByteArray());
        foreach (var name in whole.OrderBy(name => name == ReleaseFileNames.Signature))
        {
            var path = Path.Combine(files.SealedFolderOf(releaseId), name);
            await (signed.TryGetValue(name, out var sha256)
                ? store.StoreAsync(NameOf(releaseId, name), path, sha256, cancellation)
                : store.StoreAsync(NameOf(releaseId, name), path, cancellation));
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

    /// <summary>Stores what stays of a release that is to be retired: its history, its manifest and the signature.</summary>
    public async Task StoreHistoryAsync(string releaseId, CancellationToken cancellation)
    {
        var kept = Directory.GetFiles(files.HistoryFolderOf(releaseId))
            .Concat(Directory.GetFiles(files.SealedFolderOf(releaseId))
                .Where(path => Path.GetFileName(path) is ReleaseFileNames.Manifest or ReleaseFileNames.Signature));
        foreach (var path in kept.Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            await store.StoreAsync(HistoryNameOf(releaseId, Path.GetFileName(path)), path, cancellation);
        }
    }

    /// <summary>Fetches the history of a release.</summary>
    /// <returns>False where the store has none.</returns>
    public async Task<bool> FetchHistoryAsync(string releaseId, CancellationToken cancellation)
    {
        var name = HistoryNameOf(releaseId, HistoryTable.FileName);
        if (!await store.ContainsAsync(name, cancellation))
        {
            return false;
        }

        var folder = files.HistoryFolderOf(releaseId);
        Durability.CreateFolder(folder);
        await store.FetchAsync(name, Path.Combine(folder, HistoryTable.FileName), cancellation);
        return true;
    }

    /// <summary>
    /// Removes a release from the store, but what <see cref="StoreHistoryAsync"/> put there; the signature first, so that nobody
    /// fetches half.
    /// </summary>
    public async Task RemoveAsync(string releaseId, CancellationToken cancellation)
    {
        var names = await store.ListAsync(NameOf(releaseId, "").TrimEnd('/'), cancellation);
        foreach (var name in names.OrderByDescending(name => name == NameOf(releaseId, ReleaseFileNames.Signature)))
        {
            await store.DeleteAsync(name, cancellation);
        }
    }

    private static string HistoryNameOf(string releaseId, string file) => $"histories/{releaseId}/{file}";

    private static string NameOf(string releaseId, string file) => $"releases/{releaseId}/{file}";

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
