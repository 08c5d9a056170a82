using System.Collections.Concurrent;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The families of a release, whole, one at a time: a block is read and unpacked for each (some 0.2 ms), so this is for calls that ask for
/// one family, not for lookups by the thousand. A kabupaten's file is opened when it is first read. Safe for several threads.
/// </summary>
/// <param name="folder">Folder of the release.</param>
public sealed class FamilyBlocks(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<WilayahCode, Lazy<BlockReader>> _open = new();

    /// <summary>Reads a family.</summary>
    /// <param name="kabupaten">Kabupaten or kota of its domicile.</param>
    /// <param name="familyNumber">Nomor KK as a number.</param>
    /// <returns>The family; null where the kabupaten has none of this number.</returns>
    /// <exception cref="RegisterFileException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Family? Find(WilayahCode kabupaten, ulong familyNumber)
    {
        var reader = ReaderOf(kabupaten);
        using var cursor = reader.ReadAfter(familyNumber - 1);
        return cursor.MoveNext() && cursor.Key == familyNumber ? Family.Parser.ParseFrom(cursor.Family.Span) : null;
    }

    private BlockReader ReaderOf(WilayahCode kabupaten)
    {
        var opening = _open.GetOrAdd(
            kabupaten, code => new Lazy<BlockReader>(() => BlockReader.Open(RankingUpload.FileOf(folder, code))));
        try
        {
            return opening.Value;
        }
        catch
        {
            // Whoever comes next tries again: what kept it from being opened may have passed.
            _open.TryRemove(new KeyValuePair<WilayahCode, Lazy<BlockReader>>(kabupaten, opening));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in _open.Values.Where(reader => reader.IsValueCreated))
        {
            reader.Value.Dispose();
        }
    }
}
