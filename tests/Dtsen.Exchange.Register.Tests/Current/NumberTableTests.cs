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

    [Fact]
    public void Numbers_that_all_belong_to_the_last_places_stand_at_the_first_too()
    {
        // What a number is multiplied by, so that its hash is this one.
        const ulong Inverse = 0xF1DE_83E1_9937_733D;
        var random = new Random(9);
        for (var count = 1; count < 400; count += 7)
        {
            // Beside each other in the last of all places, few tags, among them the one that stands for none.
            var numbers = Enumerable.Range(0, count)
                .Select(low => ((ulong.MaxValue << 40) | ((ulong)random.Next(3) << 24) | (uint)low) * Inverse).ToArray();
            var table = new NumberTable<int>();
            for (var at = 0; at < count; at++)
            {
                Assert.False(table.TryGet(numbers[at], out _));
                table.GetOrAdd(numbers[at]) = at;
            }

            for (var at = 0; at < count; at++)
            {
                table.Fetch(numbers[at]);
                table.FetchValue(numbers[at]);
                Assert.True(table.TryGet(numbers[at], out var value));
                Assert.Equal(at, value);
            }
        }
    }
}
