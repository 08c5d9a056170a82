using System.Buffers.Binary;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Comparisons;

/// <summary>
/// Compares two releases by one merge of their KK tables, which are in the same order: one pass, no memory that grows with the nation.
/// </summary>
public static class ReleaseComparison
{
    private const ulong DesaInKabupaten = 1_000_000;
    private const int RowsALook = 1 << 16;

    /// <summary>Compares a release with another.</summary>
    /// <param name="families">Families of the release.</param>
    /// <param name="baseFamilies">Families of the other; null: there is none, and every family is new.</param>
    /// <param name="cancellation">Gives up.</param>
    public static ReleaseDifference Run(FamilyTable families, FamilyTable? baseFamilies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(families);
        var difference = new ReleaseDifference();
        var (now, before) = (families.Rows, baseFamilies?.Rows);
        long at = 0;
        long baseAt = 0;
        while (at < now.Count || baseAt < (before?.Count ?? 0))
        {
            if ((at + baseAt) % RowsALook == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var key = at < now.Count ? KeyOf(now, at) : ulong.MaxValue;
            var baseKey = before is not null && baseAt < before.Count ? KeyOf(before, baseAt) : ulong.MaxValue;
            if (key == baseKey)
            {
                var (row, other) = (FamilyLayout.Read(now.Row(at++)), FamilyLayout.Read(before!.Row(baseAt++)));
                difference.AddBoth(KabupatenOf(other), DesilOf(other), KabupatenOf(row), DesilOf(row));
            }
            else if (key < baseKey)
            {
                var row = FamilyLayout.Read(now.Row(at++));
                difference.AddNew(KabupatenOf(row), DesilOf(row));
            }
            else
            {
                var row = FamilyLayout.Read(before!.Row(baseAt++));
                difference.AddGone(KabupatenOf(row), DesilOf(row));
            }
        }

        return difference;
    }

    private static ulong KeyOf(TableReader table, long at) => BinaryPrimitives.ReadUInt64LittleEndian(table.Row(at));

    private static int KabupatenOf(FamilyRow row) => (int)(row.Desa / DesaInKabupaten);

    private static int DesilOf(FamilyRow row) => row.Desil.Nasional?.Value ?? 0;
}
