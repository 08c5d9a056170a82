using Dtsen.Exchange.Register.Releases;
using FsCheck.Xunit;

namespace Dtsen.Exchange.Register.Tests.Releases;

public sealed class FamilyMarksTests
{
    [Property]
    public void Keeps_the_first_mark_of_each_family(byte[] places, int seed)
    {
        var random = new Random(seed);
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
    }
}
