using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Benchmarks.PostgreSql;
using Dtsen.Exchange.Benchmarks.World;
using Dtsen.Exchange.Contracts.Type.V1;
using Npgsql;

namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>
/// The ranking as PostgreSQL reads it fastest: a file of its binary format for each table, so that the client of COPY only passes bytes on.
/// They stay in the run's folder.
/// </summary>
/// <param name="Families">File of the families.</param>
/// <param name="Members">File of the members.</param>
internal sealed record CopyFiles(string Families, string Members)
{
    /// <summary>Writes the files, or finds them: rows are made of the families one by one, and PostgreSQL itself writes them out.</summary>
    public static async Task<CopyFiles> WrittenAsync(
        BenchmarkRun run, PostgreSqlSide server, BenchmarkNation nation, CancellationToken cancellation)
    {
        var folder = Path.Combine(run.Folder, $"copy-{run.People}-{run.Seed}");
        var files = new CopyFiles(Path.Combine(folder, "families"), Path.Combine(folder, "members"));
        if (!File.Exists(files.Members))
        {
            run.Say($"Writing the rows of the same to {folder}.");
            Directory.CreateDirectory(folder);
            await using var other = await server.ConnectAsync(cancellation);
            await server.ExecuteAsync($"{CopyRows.CreateFamilies}; {CopyRows.CreateMembers}");
            Import(server.Connection, other, nation, cancellation);
            await Task.WhenAll(
                ExportAsync(server.Connection, "families", files.Families, cancellation),
                ExportAsync(other, "members", files.Members + ".new", cancellation));
            await server.ExecuteAsync("drop table families, members");
            File.Move(files.Members + ".new", files.Members);
        }

        return files;
    }

    private static void Import(NpgsqlConnection one, NpgsqlConnection other, BenchmarkNation nation, CancellationToken cancellation)
    {
        using var families = one.BeginBinaryImport("copy families from stdin (format binary)");
        using var members = other.BeginBinaryImport("copy members from stdin (format binary)");
        foreach (var source in nation.Sources)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var wire in source.Families())
            {
                var family = Family.Parser.ParseFrom(wire.Span);
                var number = CopyRows.Write(families, family);
                foreach (var member in family.Members)
                {
                    CopyRows.Write(members, number, member);
                }
            }
        }

        families.Complete();
        members.Complete();
    }

    private static async Task ExportAsync(NpgsqlConnection connection, string table, string path, CancellationToken cancellation)
    {
        await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)", cancellation);
        await using var file = File.Create(path);
        await rows.CopyToAsync(file, cancellation);
    }
}
