using Dapper;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Artefacts;

/// <summary>
/// Artefacts as rows of the database, a piece of a file each. Every piece is a transaction of its own: a release of gigabytes in one would
/// keep a server busy with it, and what is half there is not an artefact yet.
/// </summary>
internal sealed class DatabaseContent(Database database) : IArtefactContent
{
    private const int ChunkSize = 1 << 20;

    public async Task WriteAsync(string name, string path, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await DeleteAsync(name, cancellation);
        await using var source = File.OpenRead(path);
        var buffer = new byte[ChunkSize];
        for (var number = 0L; ; number++)
        {
            var read = await source.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
            if (read == 0)
            {
                return;
            }

            // A commit that was not confirmed and is repeated, or another node at the same file, changes nothing.
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into artefact_chunks (artefact, number, content) values (@name, @number, @content) on conflict do nothing",
                new { name, number, content = read == ChunkSize ? buffer : buffer[..read] },
                cancellationToken: cancellation));
        }
    }

    public async Task ReadAsync(string name, Stream target, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var number = 0L; ; number++)
        {
            var chunk = await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
                "select content from artefact_chunks where artefact = @name and number = @number",
                new { name, number },
                cancellationToken: cancellation));
            if (chunk is null)
            {
                return;
            }

            await target.WriteAsync(chunk, cancellation);
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from artefact_chunks where artefact = @name", new { name }, cancellationToken: cancellation));
    }
}
