using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The rows of the KK table and the People table before they are in order: sorted once in bounded memory, walked twice, to find what stands
/// there more than once and to write the Tables without it.
/// </summary>
internal sealed class FamilyRuns(string folder, int memory, CancellationToken cancellation) : IDisposable
{
    private static readonly TableSchema NikOnly = new("duplicates", 1, sizeof(ulong));

    private readonly SortedRuns _families = new(folder, "families", memory);
    private readonly SortedRuns _people = new(folder, "people", memory);
    private readonly FamilyRows _rows = new();

    /// <summary>Adds a family without a fault of its own.</summary>
    public void Add(ulong place, Family family)
    {
        var row = _rows.Family(family, out var number);
        _families.Add(number.RevealNumber(), place, row);
        foreach (var member in family.Members)
        {
            var person = _rows.Person(family, member, out var nik);
            _people.Add(nik.RevealNumber(), place, person);
        }
    }

    /// <summary>Marks every family that shares a nomor KK or a NIK.</summary>
    /// <returns>The NIKs that stand in the upload more than once, as a Table of keys alone.</returns>
    public TableReader MarkDuplicates(FamilyMarks marks)
    {
        using (var families = _families.Merge())
        {
            MarkEqualKeys(families, marks, FamilyMark.SharesNumber, null);
        }

        var path = Path.Combine(folder, "duplicates.table");
        using (var people = _people.Merge())
        using (var duplicates = TableWriter.Create(path, NikOnly))
        {
            MarkEqualKeys(people, marks, FamilyMark.SharesNik, duplicates);
            duplicates.Complete();
        }

        return TableReader.Open(path, NikOnly);
    }

    /// <summary>Writes the Tables of the families that are kept.</summary>
    public WrittenTables WriteTables(string target, FamilyMarks marks)
    {
        var byDesil = new long[Desil.Highest + 1];
        using var families = TableWriter.Create(Path.Combine(target, FamilyTable.FileName), FamilyLayout.Families);
        using (var merge = _families.Merge())
        {
            while (merge.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                if (marks[merge.Tag] == FamilyMark.Kept)
                {
                    families.Add(merge.Payload);
                    byDesil[FamilyLayout.Read(merge.Payload).Desil.Nasional?.Value ?? 0]++;
                }
            }
        }

        using var people = new PeopleTableWriter(target);
        using (var merge = _people.Merge())
        {
            while (merge.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                if (marks[merge.Tag] == FamilyMark.Kept)
                {
                    people.Add(merge.Payload[..PersonLayout.RowSize], merge.Payload[PersonLayout.RowSize..]);
                }
            }
        }

        return new WrittenTables([families.Complete(), .. people.Complete()], people.Count, byDesil);
    }

    public void Dispose()
    {
        _families.Dispose();
        _people.Dispose();
    }

    private void MarkEqualKeys(RunMerge merge, FamilyMarks marks, FamilyMark mark, TableWriter? duplicates)
    {
        Span<byte> row = stackalloc byte[sizeof(ulong)];
        (ulong Key, ulong Place)? before = null;
        var repeated = false;
        while (merge.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            if (before is { } other && other.Key == merge.Key)
            {
                marks.Set(other.Place, mark);
                marks.Set(merge.Tag, mark);
                if (!repeated)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(row, merge.Key);
                    duplicates?.Add(row);
                }

                repeated = true;
            }
            else
            {
                repeated = false;
            }

            before = (merge.Key, merge.Tag);
        }
    }
}
