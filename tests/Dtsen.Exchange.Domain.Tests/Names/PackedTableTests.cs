using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Names;

public class PackedTableTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds_however_few_they_are()
    {
        var random = new Random(3);
        for (var count = 0; count < 200; count++)
        {
            var values = new Dictionary<ulong, int>();
            while (values.Count < count)
            {
                values[(ulong)random.NextInt64(1, random.Next(2) == 0 ? 1_000 : 1L << 60)] = values.Count + 1;
            }

            var table = new PackedTable<int>(values);
            foreach (var packed in values.Keys.Concat(values.Keys.Select(packed => packed ^ 1)).Append(0ul))
            {
                Assert.Equal(values.GetValueOrDefault(packed), table[packed]);
            }
        }
    }
}
