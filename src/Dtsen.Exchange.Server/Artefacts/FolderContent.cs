using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Server.Artefacts;

/// <summary>
/// Artefacts as files of a folder, under their names. On the file system of the node's data a file gets a second name instead of being
/// copied, since neither is ever changed; elsewhere it is copied and has its name once it is on the disk.
/// </summary>
internal sealed class FolderContent(string root) : IArtefactContent
{
    public async Task WriteAsync(string name, string path, CancellationToken cancellation)
    {
        var target = PathOf(name);
        var folder = Path.GetDirectoryName(target)!;
        Durability.CreateFolder(folder);
        var unfinished = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (!Durability.TryLink(path, unfinished))
            {
                await using var source = File.OpenRead(path);
                await using var copy = new FileStream(unfinished, FileMode.CreateNew);
                await source.CopyToAsync(copy, cancellation);
                await copy.FlushAsync(cancellation);
                Durability.SyncFile(copy.SafeFileHandle);
            }

            File.Move(unfinished, target, overwrite: true);

            // Of two names of one file it moves neither: a crash kept the one who wrote it from saying so.
            File.Delete(unfinished);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        Durability.SyncFolder(folder);
    }

    public async Task ReadAsync(string name, Stream target, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"{name} is not in this node's folder of artefacts: nodes of one exchange share the folder, or keep artefacts in the "
                + "database.");
        }

        await using var source = File.OpenRead(path);
        await source.CopyToAsync(target, cancellation);
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(root, Path.Combine(name.Split('/')));
}
