using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.History;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tests.Files;
using Dtsen.Exchange.Register.Tests.Tables;

namespace Dtsen.Exchange.Register.Tests.History;

public sealed class HistoryTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_keeps_kabupaten_desil_and_status_of_every_person_and_the_same_bytes_each_time()
    {
        var random = new Random(7);
        var niks = TableSample.Niks(7, 500).Order().ToList();
        var expected = niks.ToDictionary(nik => nik, _ => new HistoryRow(
            (ulong)random.Next(1101, 9999), DesilOf(random.Next(11)), (NikStatus)random.Next(5)));
        using (var writer = new PeopleTableWriter(_folder.FullPath))
        {
            foreach (var nik in niks)
            {
                var row = expected[nik];
                Assert.True(Nik.TryFrom(nik, out var key));
                Assert.True(FamilyNumber.TryFrom(3204010101200001, out var family));
                var bytes = new byte[PersonLayout.RowSize];
                var person = new Person((row.Kabupaten * 1_000_000) + 52001, row.Status, Sex.Female, new DateOnly(1980, 1, 1));
                PersonLayout.Write(bytes, key, family, row.Desil, person, "BUDI"u8);
                writer.Add(bytes, []);
            }

            _ = writer.Complete().Count();
        }

        string Written(string name)
        {
            using var people = PeopleTable.Open(_folder.FullPath);
            HistoryTable.Write(people, _folder.File(name));
            return HistoryTable.DigestIn(_folder.File(name));
        }

        var digest = Written("one");
        Assert.Equal(digest, Written("other"));
        using var history = HistoryTable.Open(_folder.File("one"), digest);
        Assert.Equal(niks.Count, history.Count);
        foreach (var nik in niks)
        {
            Assert.True(Nik.TryFrom(nik, out var key));
            Assert.True(history.TryFindOrNearest(key, out var row));
            Assert.Equal(expected[nik], row);
        }

        Assert.True(Nik.TryFrom(TableSample.Niks(8, 500).First(nik => !expected.ContainsKey(nik)), out var nobody));
        Assert.False(history.TryFindOrNearest(nobody, out _));
    }

    [Fact]
    public void One_that_is_missing_or_another_is_refused_by_name()
    {
        var missing = Assert.Throws<RegisterFileException>(() => HistoryTable.Open(_folder.FullPath, ""));
        Assert.Equal((RegisterFileFault.Missing, "history.table"), (missing.Fault, missing.FileName));

        using (var writer = new PeopleTableWriter(_folder.FullPath))
        {
            _ = writer.Complete().Count();
        }

        using (var people = PeopleTable.Open(_folder.FullPath))
        {
            HistoryTable.Write(people, _folder.FullPath);
        }

        var other = Assert.Throws<RegisterFileException>(() => HistoryTable.Open(_folder.FullPath, new string('0', 64)));
        Assert.Equal((RegisterFileFault.ChecksumMismatch, "history.table"), (other.Fault, other.FileName));
        using var empty = HistoryTable.Open(_folder.FullPath, HistoryTable.DigestIn(_folder.FullPath));
        Assert.True(Nik.TryFrom(3204010101800001, out var nik));
        Assert.False(empty.TryFindOrNearest(nik, out _));
    }

    private static DesilSet DesilOf(int desil) =>
        Desil.TryFrom(desil, out var value)
            ? new DesilSet(value, value, value, DesilBasis.Ranked)
            : new DesilSet(null, null, null, DesilBasis.NewFamily);
}
