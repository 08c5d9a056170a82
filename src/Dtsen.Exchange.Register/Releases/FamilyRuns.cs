using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The rows of the KK table and the People table before they are in order: sorted once in bounded memory, walked twice, to find what stands
/// there more than once and to write the Tables without it.
/// </summary>
/// <param name="folder">Where the runs lie.</param>
/// <param name="memory">Bytes that each lane sorts at once, of families and of people.</param>
/// <param name="progress">Told of each row; it may give up.</param>
/// <param name="lanes">Threads that add families side by side.</param>
internal sealed class FamilyRuns(string folder, int memory, CheckProgress progress, int lanes = 1) : IDisposable
{
    /// <summary>Numbers alone, to find whether one is among them.</summary>
    public static readonly TableSchema NumbersOnly = new("numbers", 1, sizeof(ulong));

    private readonly SortedRuns _families = new(folder, "families", memory, lanes);
    private readonly SortedRuns _people = new(folder, "people", memory, lanes);
    private readonly FamilyRows[] _rows = [.. Enumerable.Range(0, lanes).Select(_ => new FamilyRows())];

    /// <summary>Adds a family without a fault of its own.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="family">The family.</param>
    /// <param name="lane">The lane of the thread that adds it.</param>
    public void Add(ulong place, Family family, int lane = 0)
    {
        var rows = _rows[lane];
        var row = rows.Family(family, out var number);
        _families.Add(number.RevealNumber(), place, row, lane);
        foreach (var member in family.Members)
        {
            var person = rows.Person(family, member, out var nik);
            _people.Add(nik.RevealNumber(), place, person, lane);
        }
    }

    /// <summary>Adds a family that was looked at and has no fault of its own.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="lane">The lane of the thread that adds it.</param>
    public void Add(ulong place, FamilyScan seen, int lane)
    {
        var rows = _rows[lane];
        _families.Add(seen.Number.RevealNumber(), place, rows.Family(seen), lane);
        for (var member = 0; member < seen.MemberCount; member++)
        {
            var person = rows.Person(seen, member, out var nik);
            _people.Add(nik.RevealNumber(), place, person, lane);
        }
    }

    /// <summary>Marks every family that shares a nomor KK or a NIK.</summary>
    /// <param name="marks">What became of each family so far.</param>
    /// <param name="isFamilyTaken">Whether a nomor KK belongs to a family that stands in the release besides.</param>
    /// <param name="isNikTaken">Whether a NIK belongs to a person of such a family.</param>
    /// <returns>The NIKs that are shared, as a Table of keys alone.</returns>
    public TableReader MarkDuplicates(FamilyMarks marks, Func<ulong, bool>? isFamilyTaken = null, Func<ulong, bool>? isNikTaken = null)
    {
        // Apart, since who shares both a nomor KK and a NIK has the mark of the first.
        var niks = new FamilyMarks(marks.Places);
        var path = Path.Combine(folder, "duplicates.table");
        SideBySide.Run(_rows, 2, (_, part) =>
        {
            if (part == 0)
            {
                using var people = _people.Merge();
                using var duplicates = TableWriter.Create(path, NumbersOnly);
                MarkEqualKeys(people, niks, FamilyMark.SharesNik, duplicates, isNikTaken);
                duplicates.Complete();
            }
            else
            {
                using var families = _families.Merge();
                MarkEqualKeys(families, marks, FamilyMark.SharesNumber, null, isFamilyTaken);
            }
        });
        marks.SetAll(niks);
        return TableReader.Open(path, NumbersOnly);
    }

    /// <summary>Rows of all families and people, which come into the Tables unless they are set aside.</summary>
    public long Count => _families.Count + _people.Count;

    /// <summary>Writes the KK table of the families that are kept.</summary>
    /// <param name="target">Folder of the release.</param>
    /// <param name="marks">What became of each family.</param>
    /// <param name="rest">Families that stand in it besides.</param>
    /// <returns>The file, and families by desil nasional.</returns>
    public (FileDigest File, long[] ByDesil) WriteFamilies(string target, FamilyMarks marks, BaseRows? rest = null)
    {
        var byDesil = new long[Desil.Highest + 1];
        using var families = TableWriter.Create(Path.Combine(target, FamilyTable.FileName), FamilyLayout.Families);
        using var merge = _families.Merge();
        Write(merge, marks, rest, (row, _) =>
        {
            families.Add(row);
            byDesil[FamilyLayout.Read(row).Desil.Nasional?.Value ?? 0]++;
        });
        return (families.Complete(), byDesil);
    }

    /// <summary>Writes the People table, and those beside it, of the families that are kept.</summary>
    /// <param name="target">Folder of the release.</param>
    /// <param name="marks">What became of each family.</param>
    /// <param name="rest">People who stand in it besides.</param>
    /// <param name="amended">The release whose rows they are.</param>
    /// <returns>The files, and how many people there are.</returns>
    public (IReadOnlyList<FileDigest> Files, long Count) WritePeople(
        string target, FamilyMarks marks, BaseRows? rest = null, SealedRelease? amended = null)
    {
        var name = new byte[PersonLayout.MaximumNameBytes];
        using var people = new PeopleTableWriter(target, folder, memory);
        using var merge = _people.Merge();
        Write(merge, marks, rest, (row, isOfBase) =>
        {
            var longName = isOfBase ? name.AsSpan(0, amended!.People.ReadLongName(row, name)) : row[PersonLayout.RowSize..];
            people.Add(row[..PersonLayout.RowSize], longName);
        });
        return ([.. people.Complete()], people.Count);
    }

    public void Dispose()
    {
        _families.Dispose();
        _people.Dispose();
    }

    // Both in rising order of key, and none of the keys is in both: whatever would be was marked.
    private void Write(RunMerge merge, FamilyMarks marks, BaseRows? rest, WriteRow write)
    {
        var hasRest = rest?.MoveNext() ?? false;
        while (merge.MoveNext())
        {
            progress.Step();
            if (marks[merge.Tag] != FamilyMark.Kept)
            {
                continue;
            }

            for (; hasRest && rest!.Key < merge.Key; hasRest = rest.MoveNext())
            {
                write(rest.Row, isOfBase: true);
            }

            write(merge.Payload, isOfBase: false);
        }

        for (; hasRest; hasRest = rest!.MoveNext())
        {
            progress.Step();
            write(rest!.Row, isOfBase: true);
        }
    }

    private void MarkEqualKeys(
        RunMerge merge, FamilyMarks marks, FamilyMark mark, TableWriter? duplicates, Func<ulong, bool>? isTaken)
    {
        Span<byte> row = stackalloc byte[sizeof(ulong)];
        (ulong Key, ulong Place)? before = null;
        var isKnown = false;
        while (merge.MoveNext())
        {
            progress.Step();
            var isRepeated = before is { } other && other.Key == merge.Key;
            isKnown &= isRepeated;
            if (isRepeated || (isTaken?.Invoke(merge.Key) ?? false))
            {
                marks.Set(isRepeated ? before!.Value.Place : merge.Tag, mark);
                marks.Set(merge.Tag, mark);
                if (!isKnown)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(row, merge.Key);
                    duplicates?.Add(row);
                }

                isKnown = true;
            }

            before = (merge.Key, merge.Tag);
        }
    }

    private delegate void WriteRow(ReadOnlySpan<byte> row, bool isOfBase);
}
