using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Tables;
using Dtsen.Exchange.Register.Tests.Files;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Families;

public sealed class FamilyTableTests
{
    [Property(MaxTest = 40)]
    public void Finds_what_was_written_and_a_neighbour_of_what_was_not(FsCheck.DoNotSize<int> seed, byte count)
    {
        var random = new Random(seed.Item);
        var model = new SortedDictionary<ulong, FamilyRow>();
        for (var i = 0; i <= count; i++)
        {
            model[Number(random)] = new FamilyRow(
                (ulong)random.NextInt64(1_100_000_000, 9_999_999_999), DesilSet.Unpack((ushort)(0x1000 | random.Next(0, 0xB))));
        }

        using var folder = new TemporaryFolder();
        Write(folder, model);
        using var table = FamilyTable.Open(folder.FullPath);
        Assert.Equal(model.Count, table.Count);
        foreach (var number in model.Keys.Concat(Enumerable.Range(0, 50).Select(_ => Number(random))))
        {
            Assert.True(FamilyNumber.TryFrom(number, out var asked));
            Assert.Equal(model.ContainsKey(number), table.TryFindOrNearest(asked, out var row));
            Assert.Equal(model.FirstOrDefault(pair => pair.Key >= number, model.Last()).Value, row);
        }
    }

    [Fact]
    public void A_table_without_families_answers_with_none()
    {
        using var folder = new TemporaryFolder();
        Write(folder, []);
        using var table = FamilyTable.Open(folder.FullPath);
        Assert.Equal(0, table.Count);
        Assert.True(FamilyNumber.TryFrom(3204010101200001, out var number));
        Assert.False(table.TryFindOrNearest(number, out var row));
        Assert.Equal(default, row);
    }

    private static ulong Number(Random random) => 3204010101200000 + (ulong)random.Next(1, 10_000);

    private static void Write(TemporaryFolder folder, SortedDictionary<ulong, FamilyRow> model)
    {
        using var writer = TableWriter.Create(folder.File(FamilyTable.FileName), FamilyLayout.Families);
        var bytes = new byte[FamilyLayout.RowSize];
        foreach (var (key, row) in model)
        {
            Assert.True(FamilyNumber.TryFrom(key, out var number));
            FamilyLayout.Write(bytes, number, row);
            writer.Add(bytes);
        }

        writer.Complete();
    }
}
