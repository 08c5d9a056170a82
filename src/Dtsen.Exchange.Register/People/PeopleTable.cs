using System.Buffers.Binary;
using System.Collections;
using System.Runtime.InteropServices;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.People;

/// <summary>Every person of a release, by NIK. Any number of threads may read at once.</summary>
public sealed class PeopleTable : IDisposable
{
    internal const string FileName = "people.table";
    internal const string LongNamesFileName = "names.table";

    private const ulong RegionPlace = 10_000_000_000;

    private readonly string _path;
    private readonly TableReader _people;
    private readonly TableReader _longNames;
    private readonly BirthTable _births;

    // Kecamatan in which somebody of the release was registered first, by the six digits of their code.
    private readonly BitArray _regions = new(1_000_000);

    private PeopleTable(string path, TableReader people, TableReader longNames, BirthTable births)
    {
        _path = path;
        _people = people;
        _longNames = longNames;
        _births = births;
    }

    /// <summary>The rows, in order of NIK.</summary>
    internal TableReader Rows => _people;

    /// <summary>People in the release.</summary>
    public long Count => _people.Count;

    /// <summary>Whether anybody has a NIK with the same kecamatan: in most that digits can say nobody was ever registered.</summary>
    internal bool HasRegionOf(Nik nik) => _regions[nik.KecamatanCode];

    /// <summary>Finds where people stand, or would stand, and begins to bring their rows from memory.</summary>
    /// <param name="niks">NIKs; the default value for nobody.</param>
    /// <param name="places">Takes their places.</param>
    internal void Locate(ReadOnlySpan<Nik> niks, Span<long> places) => _people.LowerBounds(MemoryMarshal.Cast<Nik, ulong>(niks), places);

    /// <summary>Nomor KK in the row at a place, as <see cref="Locate"/> gives it; 0 behind the last.</summary>
    internal ulong FamilyNumberAt(long place) => place < _people.Count ? new PersonRow(_people.Row(place), _longNames).FamilyNumber : 0;

    /// <summary>Begins to bring what rows do not hold of their names from memory.</summary>
    /// <param name="places">Places of rows that are on their way, as <see cref="Locate"/> gives them.</param>
    internal void FetchLongNames(ReadOnlySpan<long> places)
    {
        foreach (var place in places)
        {
            if (place < _people.Count && _people.Row(place) is var row && row[PersonLayout.NameLengthAt] == PersonLayout.IsLong)
            {
                _longNames.Fetch(BinaryPrimitives.ReadUInt32LittleEndian(row[PersonLayout.LongNameAt..]));
            }
        }
    }

    /// <summary>
    /// Finds a person. Where nobody has the NIK, <paramref name="row"/> is a neighbour's, so that a caller does the same work
    /// either way.
    /// </summary>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFindOrNearest(Nik nik, out PersonRow row) => TryFindOrNearest(nik, _people.LowerBound(nik.RevealNumber()), out row);

    /// <summary>The same where the place of the NIK is known, as <see cref="Locate"/> gives it.</summary>
    internal bool TryFindOrNearest(Nik nik, long place, out PersonRow row)
    {
        var found = _people.TryReadOrNearest(nik.RevealNumber(), place, out var bytes);
        row = new PersonRow(bytes, _longNames);
        return found;
    }

    /// <summary>Finds the people who were born on a day and live in a kabupaten.</summary>
    /// <param name="kabupaten">Kabupaten or kota of domicile, four digits.</param>
    /// <param name="day">Date of birth.</param>
    /// <param name="niks">Takes them, as far as there is room.</param>
    /// <returns>How many there are in it.</returns>
    internal int BornOn(ulong kabupaten, DateOnly day, Span<Nik> niks) => _births.Find(kabupaten, day, niks);

    /// <summary>People whom the digits of their NIK do not lead to.</summary>
    internal long Births => _births.Others;

    /// <summary>Whether the birth table has a person who is here where it should, and only then.</summary>
    internal bool HasBirth(Nik nik, out bool isOther) => _births.IsRight(_people.LowerBound(nik.RevealNumber()), out isOther);

    /// <summary>Copies the name of a row that has no room for it.</summary>
    /// <returns>Bytes of the name; 0 where the row itself has it.</returns>
    internal int ReadLongName(ReadOnlySpan<byte> row, Span<byte> name) => new PersonRow(row, _longNames).ReadLongName(name);

    /// <summary>Whether the Table has exactly this row.</summary>
    /// <param name="nik">NIK of the row.</param>
    /// <param name="row">The row as <see cref="PersonLayout.Write"/> makes it.</param>
    /// <param name="longName">The folded name where the row has no room for it; else empty.</param>
    internal bool Holds(Nik nik, ReadOnlySpan<byte> row, ReadOnlySpan<byte> longName)
    {
        if (!_people.TryFind(nik.RevealNumber(), out var held))
        {
            return false;
        }

        return longName.IsEmpty
            ? held.SequenceEqual(row)
            : held[..PersonLayout.LongNameAt].SequenceEqual(row[..PersonLayout.LongNameAt])
                && new PersonRow(held, _longNames).NameEquals(longName);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _people.Dispose();
        _longNames.Dispose();
        _births.Dispose();
    }

    /// <summary>Opens the Tables of a folder and verifies them.</summary>
    /// <exception cref="RegisterFileException">A Table is damaged, or is not what it should be.</exception>
    internal static PeopleTable Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var opened = new Stack<IDisposable>();
        try
        {
            var people = TableReader.Open(path, PersonLayout.People);
            opened.Push(people);
            var longNames = TableReader.Open(Path.Combine(folder, LongNamesFileName), PersonLayout.LongNames);
            opened.Push(longNames);
            var births = BirthTable.Open(folder, people);
            opened.Push(births);
            var table = new PeopleTable(path, people, longNames, births);
            table.Verify();
            return table;
        }
        catch
        {
            foreach (var part in opened)
            {
                part.Dispose();
            }

            throw;
        }
    }

    // Beside the checksums and the regions: every cell points at names that are there, so that no lookup can ask for a row that is not.
    private void Verify()
    {
        _people.Verify();
        _longNames.Verify();
        foreach (var row in _people)
        {
            _regions[(int)(BinaryPrimitives.ReadUInt64LittleEndian(row) / RegionPlace % (ulong)_regions.Length)] = true;
            var length = row[PersonLayout.NameLengthAt];
            if (length <= PersonLayout.NameRoom)
            {
                continue;
            }

            var first = BinaryPrimitives.ReadUInt32LittleEndian(row[PersonLayout.LongNameAt..]);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(row[PersonLayout.LongNameLengthAt..]);
            if (length != PersonLayout.IsLong || nameLength <= PersonLayout.NameRoom
                || first + PersonLayout.PartsOf(nameLength) > _longNames.Count)
            {
                throw new RegisterFileException(_path, RegisterFileFault.Inconsistent, "points at a name that is not there.");
            }
        }
    }
}
