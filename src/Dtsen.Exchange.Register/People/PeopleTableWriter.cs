using System.Buffers.Binary;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Runs;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>Writes the People table, in rising order of NIK, and the names that do not fit it, and the birth table.</summary>
internal sealed class PeopleTableWriter : IDisposable
{
    private const int DefaultMemory = 16 << 20;

    private readonly string _folder;
    private readonly TableWriter _people;
    private readonly TableWriter _longNames;
    private readonly SortedRuns _births;
    private readonly byte[] _row = new byte[PersonLayout.RowSize];
    private readonly byte[] _part = new byte[PersonLayout.LongNames.RowSize];

    /// <param name="folder">Folder of the Tables.</param>
    /// <param name="runFolder">Folder for what is sorted; that of the Tables where none is named.</param>
    /// <param name="memory">Bytes to sort in.</param>
    public PeopleTableWriter(string folder, string? runFolder = null, int memory = DefaultMemory)
    {
        _folder = folder;
        _births = new SortedRuns(runFolder ?? folder, "births", memory);
        _people = TableWriter.Create(Path.Combine(folder, PeopleTable.FileName), PersonLayout.People, PersonLayout.RowsPerFence);
        try
        {
            _longNames = TableWriter.Create(Path.Combine(folder, PeopleTable.LongNamesFileName), PersonLayout.LongNames);
        }
        catch
        {
            _people.Dispose();
            throw;
        }
    }

    public long Count => _people.Count;

    /// <summary>Adds a row as <see cref="PersonLayout.Write"/> made it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="longName">The folded name where the row has no room for it; else empty.</param>
    public void Add(ReadOnlySpan<byte> row, ReadOnlySpan<byte> longName)
    {
        if (BirthLayout.Has(row, _people.Count, out var birth))
        {
            _births.Add(birth, 0, []);
        }

        if (longName.IsEmpty)
        {
            _people.Add(row);
            return;
        }

        row.CopyTo(_row);
        BinaryPrimitives.WriteUInt32LittleEndian(_row.AsSpan(PersonLayout.LongNameAt), checked((uint)_longNames.Count));
        _people.Add(_row);
        for (var rest = longName[PersonLayout.LongNameHead..]; !rest.IsEmpty;)
        {
            var length = Math.Min(rest.Length, PersonLayout.LongNamePart);
            Array.Clear(_part);
            BinaryPrimitives.WriteUInt64LittleEndian(_part, (ulong)_longNames.Count);
            rest[..length].CopyTo(_part.AsSpan(sizeof(ulong)));
            _longNames.Add(_part);
            rest = rest[length..];
        }
    }

    public IEnumerable<FileDigest> Complete() => [_people.Complete(), _longNames.Complete(), BirthTable.Write(_folder, _births)];

    public void Dispose()
    {
        _people.Dispose();
        _longNames.Dispose();
        _births.Dispose();
    }
}
