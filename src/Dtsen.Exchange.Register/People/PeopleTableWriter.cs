using System.Buffers.Binary;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>Writes the People table and the names that do not fit it, in rising order of NIK.</summary>
internal sealed class PeopleTableWriter : IDisposable
{
    private readonly TableWriter _people;
    private readonly TableWriter _longNames;
    private readonly byte[] _row = new byte[PersonLayout.RowSize];
    private readonly byte[] _part = new byte[PersonLayout.LongNames.RowSize];

    public PeopleTableWriter(string folder)
    {
        _people = TableWriter.Create(Path.Combine(folder, PeopleTable.FileName), PersonLayout.People);
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

    public IEnumerable<FileDigest> Complete() => [_people.Complete(), _longNames.Complete()];

    public void Dispose()
    {
        _people.Dispose();
        _longNames.Dispose();
    }
}
