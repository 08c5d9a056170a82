using System.Buffers.Binary;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Rows of a Table of the release that an amendment changes, in order, without those of the families that it touches.</summary>
internal sealed class BaseRows
{
    private readonly TableReader _table;
    private readonly TableReader _touched;
    private readonly int _familyAt;
    private long _at = -1;

    private BaseRows(TableReader table, TableReader touched, int familyAt)
    {
        _table = table;
        _touched = touched;
        _familyAt = familyAt;
    }

    /// <summary>The key of the row.</summary>
    public ulong Key => BinaryPrimitives.ReadUInt64LittleEndian(Row);

    /// <summary>The row.</summary>
    public ReadOnlySpan<byte> Row => _table.Row(_at);

    /// <summary>Families that stay as they are.</summary>
    /// <param name="release">The release that is amended.</param>
    /// <param name="touched">Numbers of the families that are changed or removed.</param>
    public static BaseRows Families(SealedRelease release, TableReader touched) => new(release.Families.Rows, touched, 0);

    /// <summary>People whose family stays as it is.</summary>
    /// <param name="release">The release that is amended.</param>
    /// <param name="touched">Numbers of the families that are changed or removed.</param>
    public static BaseRows People(SealedRelease release, TableReader touched) =>
        new(release.People.Rows, touched, PersonLayout.FamilyNumberAt);

    public bool MoveNext()
    {
        while (++_at < _table.Count)
        {
            if (!_touched.TryFind(BinaryPrimitives.ReadUInt64LittleEndian(Row[_familyAt..]), out _))
            {
                return true;
            }
        }

        return false;
    }
}
