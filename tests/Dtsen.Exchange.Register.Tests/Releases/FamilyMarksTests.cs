using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class FamilyMarksTests
{
    [Property]
    public void Keeps_the_first_mark_of_each_family(byte[] places, FsCheck.DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var marks = new FamilyMarks(256);
        var model = new Dictionary<byte, FamilyMark>();
        foreach (var place in places)
        {
            var mark = (FamilyMark)random.Next(1, 4);
            marks.Set(place, mark);
            model.TryAdd(place, mark);
        }

        for (var place = 0; place < 256; place++)
        {
            Assert.Equal(model.GetValueOrDefault((byte)place), marks[(ulong)place]);
        }

        for (var tried = 0; tried < 100; tried++)
        {
            var (first, count) = (random.Next(256), random.Next(12));
            count = Math.Min(count, 256 - first);
            Assert.Equal(model.Keys.Any(place => place >= first && place < first + count), marks.Any((ulong)first, count));
            first = first / 4 * 4;
            Assert.Equal(
                model.Any(mark => mark.Key >= first && mark.Key < first + 8 && mark.Value != FamilyMark.Faulty),
                marks.AnyShares((ulong)first, Math.Min(8, 256 - first)));
        }
    }
}
