using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Dtsen.Exchange.Server.Sql;
using Files = Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Server.Artefacts;

/// <summary>
/// Files that outlive the node which made them: those of sealed releases, and the sealed parts of the access log. A row in SQL says that an
/// artefact is whole, and its digest; it is written after the bytes, and what is fetched is compared with it.
/// </summary>
internal sealed class ArtefactStore(Database database, IArtefactContent content, TimeProvider time)
{
    private const int BufferSize = 1 << 20;

    /// <summary>Whether an artefact is there, whole.</summary>
    public async Task<bool> ContainsAsync(string name, CancellationToken cancellation) => await FindAsync(name, cancellation) is not null;

    /// <summary>Names of the artefacts below a folder, in no order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var prefix = folder + "/";
        return [.. await connection.QueryAsync<string>(new CommandDefinition(
            "select name from artefacts where substr(name, 1, @length) = @prefix",
            new { prefix, length = prefix.Length },
            cancellationToken: cancellation))];
    }

    /// <summary>Stores a file. One that is there already is left alone; one of other bytes is replaced.</summary>
    /// <exception cref="IOException">The folder of artefacts, or the file, refused.</exception>
    /// <exception cref="DbException">The database cannot be reached; repeating it goes on.</exception>
    public async Task StoreAsync(string name, string path, CancellationToken cancellation) =>
        await StoreAsync(name, path, await DigestAsync(path, cancellation), cancellation);

    /// <summary>The same, where the digest is known: a file that has become another one meanwhile cannot be fetched.</summary>
    public async Task StoreAsync(string name, string path, byte[] sha256, CancellationToken cancellation)
    {
        if (await FindAsync(name, cancellation) is { } known)
        {
            if (known.Sha256.AsSpan().SequenceEqual(sha256))
            {
                return;
            }

            await ExecuteAsync("delete from artefacts where name = @name", new { name }, cancellation);
        }

        await content.WriteAsync(name, path, cancellation);
        await ExecuteAsync(
            "insert into artefacts (name, size, sha256, stored_at) values (@name, @size, @sha256, @now) on conflict do nothing",
            new { name, size = new FileInfo(path).Length, sha256, now = time.GetUtcNow().ToUtcMicroseconds() },
            cancellation);
    }

    /// <summary>Writes an artefact to a file that does not exist, which has its name once it is verified and on the disk.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">What is there is not what was stored.</exception>
    public async Task FetchAsync(string name, string path, CancellationToken cancellation)
    {
        var known = await FindAsync(name, cancellation) ?? throw new FileNotFoundException($"{name} is not among the artefacts.");
        var unfinished = path + ".tmp";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                await content.ReadAsync(name, file, cancellation);
                await file.FlushAsync(cancellation);
                Files.Durability.SyncFile(file.SafeFileHandle);
            }

            if (!(await DigestAsync(unfinished, cancellation)).AsSpan().SequenceEqual(known.Sha256))
            {
                throw new InvalidDataException($"{name}: what lies in the store of artefacts is not what was stored.");
            }

            Files.Durability.MakeReadOnly(unfinished);
            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        Files.Durability.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes an artefact: it is not there from the first moment on, its bytes go after.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        await ExecuteAsync("delete from artefacts where name = @name", new { name }, cancellation);
        await content.DeleteAsync(name, cancellation);
    }

    private static async Task<byte[]> DigestAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        return await SHA256.HashDataAsync(file, cancellation);
    }

    private async Task<Row?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select name, sha256 from artefacts where name = @name", new { name }, cancellationToken: cancellation));
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    private sealed record Row(string Name, byte[] Sha256);
}
