using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.History;

/// <summary>
/// What stays of a retired release: of every person the kabupaten, the desil and the state of the NIK; no name, no nomor KK, no desa. Any
/// number of threads may read at once.
/// </summary>
public sealed class HistoryTable : IDisposable
{
    /// <summary>Name of its file.</summary>
    public const string FileName = "history.table";

    private readonly TableReader _history;

    private HistoryTable(TableReader history) => _history = history;

    /// <summary>People in it.</summary>
    public long Count => _history.Count;

    /// <summary>
    /// Finds a person. Where nobody has the NIK, <paramref name="row"/> is a neighbour's, so that a caller does the same work either way.
    /// </summary>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFindOrNearest(Nik nik, out HistoryRow row)
    {
        var found = _history.TryFindOrNearest(nik.RevealNumber(), out var bytes);
        row = bytes.IsEmpty ? default : HistoryLayout.Read(bytes);
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _history.Dispose();

    /// <summary>Whether a folder holds one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Writes the history of a release. The same people give the same bytes.</summary>
    /// <param name="people">People of the release.</param>
    /// <param name="folder">Folder in which it will stand; made where it is missing.</param>
    /// <param name="cancellation">Gives up and leaves nothing behind.</param>
    /// <exception cref="IOException">It is there already, or the disk refused.</exception>
    public static void Write(PeopleTable people, string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        Directory.CreateDirectory(folder);
        using var writer = TableWriter.Create(Path.Combine(folder, FileName), HistoryLayout.History);
        Span<byte> row = stackalloc byte[HistoryLayout.RowSize];
        foreach (var person in people.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            HistoryLayout.Write(row, person);
            writer.Add(row);
        }

        writer.Complete();
    }

    /// <summary>SHA-256 of the file in a folder, in lower-case hexadecimal.</summary>
    public static string DigestIn(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, FileName));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    /// <summary>Opens the history in a folder and verifies it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="digest">What <see cref="DigestIn"/> must give.</param>
    /// <exception cref="RegisterFileException">The file is missing, damaged, or another.</exception>
    public static HistoryTable Open(string folder, string digest)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new RegisterFileException(path, RegisterFileFault.Missing, "is not there.");
        }

        if (DigestIn(folder) != digest)
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "is not the file that the change log names.");
        }

        return new HistoryTable(TableReader.Open(path, HistoryLayout.History));
    }
}
