using System.Text;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tests.Files;
using Dtsen.Exchange.Register.Tests.Tables;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.People;

public sealed class PeopleTableTests : IDisposable
{
    private static readonly DateOnly[] Days =
        [new(1980, 1, 1), new(1980, 1, 2), new(1980, 2, 1), new(1926, 12, 31), new(2026, 12, 31), new(2000, 2, 29)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 40)]
    public void Finds_what_was_written_and_a_neighbour_of_what_was_not(FsCheck.DoNotSize<int> seed, byte count)
    {
        using var folder = new TemporaryFolder();
        var model = Write(folder, seed.Item, count + 1);
        using var table = PeopleTable.Open(folder.FullPath);
        Assert.Equal(model.Count, table.Count);
        Nik[] niks = [.. model.Keys.Concat(TableSample.Niks(seed.Item + 1, 50)).Select(NikOf)];
        var places = new long[niks.Length];
        table.Locate(niks, places);
        foreach (var (asked, place) in niks.Zip(places))
        {
            var nik = asked.RevealNumber();
            var found = table.TryFindOrNearest(asked, out var row);
            Assert.Equal(model.TryGetValue(nik, out var expected), found);
            Assert.Equal(model.Keys.Any(other => other / 10_000_000_000 == nik / 10_000_000_000), table.HasRegionOf(asked));
            Assert.Equal(found, table.TryFindOrNearest(asked, place, out var located));
            Assert.Equal(row.FamilyNumber, located.FamilyNumber);

            // Who is not there gets the row of the next one, or of the last.
            expected ??= model.FirstOrDefault(pair => pair.Key > nik, model.Last()).Value;
            Assert.Equal(expected.Family, row.FamilyNumber);
            Assert.Equal(expected.Person, new Person(row.Desa, row.Status, row.Sex, row.BirthDate));
            Assert.Equal(expected.Desil, row.Desil);
            AssertName(expected.Name, row);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(600)]
    public void A_name_of_any_length_equals_itself_alone(int length)
    {
        var names = Enumerable.Range(0, 4).Select(i => new string((char)('A' + i), length)).ToArray();
        using (var writer = new PeopleTableWriter(_folder.FullPath))
        {
            for (var i = 0; i < names.Length; i++)
            {
                Add(writer, new Row((ulong)(3204010101800001 + i), 3204010101200001, default, default, names[i]));
            }

            _ = writer.Complete().Count();
        }

        using var table = PeopleTable.Open(_folder.FullPath);
        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(Nik.TryFrom((ulong)(3204010101800001 + i), out var nik));
            Assert.True(table.TryFindOrNearest(nik, out var row));
            AssertName(names[i], row);
            Assert.Equal(length == 0, row.NameEquals(Encoding.UTF8.GetBytes(names[(i + 1) % 4])));
        }
    }

    [Fact]
    public void A_table_without_people_answers_with_nobody()
    {
        Write(_folder, 1, 0);
        using var table = PeopleTable.Open(_folder.FullPath);
        Assert.Equal(0, table.Count);
        Assert.True(Nik.TryFrom(3204010101800001, out var nik));
        Assert.False(table.TryFindOrNearest(nik, out var row));
        Assert.Equal(0ul, row.FamilyNumber);
        Assert.Equal(0ul, row.Desa);
        Assert.Equal(NikStatus.Unspecified, row.Status);
        Assert.False(row.NameEquals("BUDI"u8));
    }

    [Property(MaxTest = 60)]
    public void Finds_by_day_of_birth_and_kabupaten_whom_a_scan_finds(FsCheck.DoNotSize<int> seed)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(seed.Item);
        var model = new SortedDictionary<ulong, Person>();
        for (var i = random.Next(400); i > 0; i--)
        {
            // Two kabupaten of digits and three of domicile; days of which the digits say one, of two centuries and both sexes.
            var (region, day) = ((ulong)(320400 + random.Next(3) + (100 * random.Next(2))), Day());
            var nik = (region * 10_000_000_000) + (ulong)((day.Day + (40 * random.Next(2))) * 100_000_000L)
                + (ulong)(day.Month * 1_000_000) + (ulong)(day.Year % 100 * 10_000) + (ulong)random.Next(1, 10_000);
            var born = random.Next(4) == 0 ? Day() : day;
            model[nik] = new Person(((ulong)(3204 + random.Next(3)) * 1_000_000) + 12_001, NikStatus.Active, Sex.Female, born);
        }

        using (var writer = new PeopleTableWriter(folder.FullPath, memory: 2_000))
        {
            foreach (var (nik, person) in model)
            {
                Add(writer, new Row(nik, 3204010101200001, default, person, "A"));
            }

            _ = writer.Complete().Count();
        }

        using var table = PeopleTable.Open(folder.FullPath);
        var room = new Nik[model.Count + 1];
        foreach (var (kabupaten, day) in from kabupaten in Enumerable.Range(3203, 6) from day in Days select (kabupaten, day))
        {
            var expected = model.Where(pair => pair.Value.Desa / 1_000_000 == (ulong)kabupaten && pair.Value.BirthDate == day)
                .Select(pair => pair.Key).ToList();
            var found = room[..table.BornOn((ulong)kabupaten, day, room)].Select(nik => nik.RevealNumber());
            Assert.Equal(expected, found.Order());
            // Where there is less room, as many as it holds.
            Assert.Equal(Math.Min(3, expected.Count), table.BornOn((ulong)kabupaten, day, room.AsSpan(0, Math.Min(3, room.Length))));
        }

        DateOnly Day() => Days[random.Next(Days.Length)];
    }

    [Fact]
    public void A_person_who_is_not_there_is_found_when_the_birth_table_is_opened()
    {
        Directory.CreateDirectory(_folder.File("other"));
        Write(_folder, 3, 1);
        using (var writer = new PeopleTableWriter(_folder.File("other")))
        {
            foreach (var serial in (ulong[])[1, 2])
            {
                var person = new Person(3578010001, NikStatus.Active, Sex.Male, new DateOnly(1980, 1, 1));
                Add(writer, new Row(3204010101800000 + serial, 3204010101200001, default, person, "A"));
            }

            _ = writer.Complete().Count();
        }

        _folder.Put(BirthTable.FileName, File.ReadAllBytes(Path.Combine(_folder.File("other"), BirthTable.FileName)));
        var refused = Assert.Throws<RegisterFileException>(() => PeopleTable.Open(_folder.FullPath));
        Assert.Equal((RegisterFileFault.Inconsistent, BirthTable.FileName), (refused.Fault, refused.FileName));
    }

    [Fact]
    public void The_first_and_the_last_day_of_birth_fit_and_the_next_is_refused()
    {
        foreach (var day in (DateOnly[])[PersonLayout.FirstBirthDate, PersonLayout.LastBirthDate])
        {
            var bytes = new byte[PersonLayout.RowSize];
            Fill(bytes, new Row(3204010101800001, 3204010101200001, default, new Person(1, NikStatus.Active, Sex.Male, day), "A"));
            Assert.Equal(day, new PersonRow(bytes, null!).BirthDate);
        }

        Assert.Throws<OverflowException>(() => Fill(new byte[PersonLayout.RowSize], new Row(
            3204010101800001, 3204010101200001, default,
            new Person(1, NikStatus.Active, Sex.Male, PersonLayout.LastBirthDate.AddDays(1)), "A")));
    }

    [Fact]
    public void A_name_that_is_not_there_is_found_when_the_table_is_opened()
    {
        Directory.CreateDirectory(_folder.File("other"));
        using (var writer = new PeopleTableWriter(_folder.FullPath))
        {
            Add(writer, new Row(3204010101800001, 3204010101200001, default, default, new string('A', 100)));
            _ = writer.Complete().Count();
        }

        using (var empty = new PeopleTableWriter(_folder.File("other")))
        {
            _ = empty.Complete().Count();
        }

        _folder.Put(PeopleTable.LongNamesFileName, File.ReadAllBytes(Path.Combine(_folder.File("other"), PeopleTable.LongNamesFileName)));
        var refused = Assert.Throws<RegisterFileException>(() => PeopleTable.Open(_folder.FullPath));
        Assert.Equal(RegisterFileFault.Inconsistent, refused.Fault);
        Assert.Equal(PeopleTable.FileName, refused.FileName);
    }

    private static void AssertName(string name, PersonRow row)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        Assert.True(row.NameEquals(bytes));
        Assert.False(row.NameEquals([.. bytes, (byte)'X']));
        for (var i = 0; i < bytes.Length; i += 7)
        {
            bytes[i] ^= 1;
            Assert.False(row.NameEquals(bytes));
            bytes[i] ^= 1;
        }
    }

    private static SortedDictionary<ulong, Row> Write(TemporaryFolder folder, int seed, int count)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<ulong, Row>();
        using var writer = new PeopleTableWriter(folder.FullPath);
        foreach (var nik in TableSample.Niks(seed, count))
        {
            var person = new Person(
                (ulong)random.NextInt64(1_100_000_000, 9_999_999_999), (NikStatus)random.Next(5), (Sex)random.Next(3),
                PersonLayout.FirstBirthDate.AddDays(random.Next(65536)));
            var row = new Row(
                nik, 3204010101200000 + (ulong)random.Next(1, 9999), DesilSet.Unpack((ushort)random.Next(0x5000)), person,
                new string((char)random.Next('A', 'Z' + 1), random.Next(4) == 0 ? random.Next(601) : random.Next(25)));
            row = row with { Desil = DesilSet.Unpack(row.Desil.Pack()) };
            Add(writer, row);
            model.Add(nik, row);
        }

        _ = writer.Complete().Count();
        return model;
    }

    private static void Add(PeopleTableWriter writer, Row row)
    {
        var bytes = new byte[PersonLayout.RowSize];
        Fill(bytes, row);
        var name = Encoding.UTF8.GetBytes(row.Name);
        writer.Add(bytes, name.Length > PersonLayout.NameRoom ? name : []);
    }

    private static void Fill(byte[] bytes, Row row)
    {
        Assert.True(Nik.TryFrom(row.Nik, out var nik));
        Assert.True(FamilyNumber.TryFrom(row.Family, out var family));
        var person = row.Person == default ? new Person(3204052001, NikStatus.Active, Sex.Female, new DateOnly(1980, 1, 1)) : row.Person;
        PersonLayout.Write(bytes, nik, family, row.Desil, person, Encoding.UTF8.GetBytes(row.Name));
    }

    private sealed record Row(ulong Nik, ulong Family, DesilSet Desil, Person Person, string Name);

    private static Nik NikOf(ulong number) => Nik.TryFrom(number, out var nik) ? nik : default;
}
