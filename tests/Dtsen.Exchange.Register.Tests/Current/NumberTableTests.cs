using Dtsen.Exchange.Register.Current;

namespace Dtsen.Exchange.Register.Tests.Current;

public class NumberTableTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            // Mostly a few, so that what stands at the end goes on at the beginning.
            var (table, expected) = (new NumberTable<int>(), new Dictionary<ulong, int>());
            var numbers = Enumerable.Range(0, random.Next(10) == 0 ? 2_000 : random.Next(1, 40))
                .Select(_ => (ulong)random.NextInt64(1, random.Next(2) == 0 ? 50 : long.MaxValue)).ToArray();
            foreach (var number in numbers)
            {
                table.GetOrAdd(number) = expected[number] = random.Next();
                Assert.Equal(expected.Count, table.Count);
            }

            var others = numbers.Select(number => number ^ 1).Concat(Enumerable.Range(0, 60).Select(small => (ulong)small));
            foreach (var number in numbers.Concat(others))
            {
                table.Fetch(number);
                table.FetchValue(number);
                Assert.Equal(expected.TryGetValue(number, out var wanted), table.TryGet(number, out var value));
                Assert.Equal(wanted, value);
            }
        }
    }
}
