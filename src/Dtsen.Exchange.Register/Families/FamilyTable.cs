using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Families;

/// <summary>Every family of a release, by nomor KK. Any number of threads may read at once.</summary>
public sealed class FamilyTable : IDisposable
{
    internal const string FileName = "families.table";

    private readonly TableReader _families;

    private FamilyTable(TableReader families) => _families = families;

    /// <summary>Families in the release.</summary>
    public long Count => _families.Count;

    /// <summary>The rows, in order of nomor KK.</summary>
    internal TableReader Rows => _families;

    /// <summary>
    /// Finds a family. Where none has the number, <paramref name="row"/> is a neighbour's, so that a caller does the same work
    /// either way; in a table without families it is all zero.
    /// </summary>
    /// <returns>Whether a family has the number.</returns>
    public bool TryFindOrNearest(FamilyNumber number, out FamilyRow row)
    {
        var found = _families.TryFindOrNearest(number.RevealNumber(), out var bytes);
        row = bytes.IsEmpty ? default : FamilyLayout.Read(bytes);
        return found;
    }

    /// <summary>Whether the Table says of a family what this row says.</summary>
    internal bool Holds(FamilyNumber number, ReadOnlySpan<byte> row) =>
        _families.TryFind(number.RevealNumber(), out var held) && FamilyLayout.Says(held, row);

    /// <inheritdoc/>
    public void Dispose() => _families.Dispose();

    /// <summary>Opens the Table of a folder and verifies it.</summary>
    /// <exception cref="RegisterFileException">The Table is damaged, or is not what it should be.</exception>
    internal static FamilyTable Open(string folder)
    {
        var families = TableReader.Open(Path.Combine(folder, FileName), FamilyLayout.Families);
        try
        {
            families.Verify();
            return new FamilyTable(families);
        }
        catch
        {
            families.Dispose();
            throw;
        }
    }
}
