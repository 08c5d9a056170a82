using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Domain.Tests.Population;

public class EventOrderTests
{
    private static readonly DateOnly Day = new(2026, 7, 1);

    [Fact]
    public void The_day_counts_before_the_kind_and_the_kind_before_the_id()
    {
        var events = new[]
        {
            EventOrder.Of(EventOrder.FirstDay, LifeEventKind.Death, "z"),
            EventOrder.Of(Day, LifeEventKind.Birth, "b"),
            EventOrder.Of(Day, LifeEventKind.Move, "a"),
            EventOrder.Of(Day, LifeEventKind.NikChange, "z"),
            EventOrder.Of(Day, LifeEventKind.Death, "a"),
            EventOrder.Of(Day.AddDays(1), LifeEventKind.Birth, "a"),
            EventOrder.Of(EventOrder.LastDay, LifeEventKind.Birth, "a"),
        };
        Assert.Equal(events, events.Order());
        Assert.Equal(events.Length, events.Distinct().Count());
    }

    [Fact]
    public void Ids_part_events_of_one_day_and_kind_the_same_way_every_time()
    {
        var orders = Enumerable.Range(0, 1_000).Select(id => EventOrder.Of(Day, LifeEventKind.Move, $"{id}")).ToList();
        Assert.Equal(orders.Count, orders.Distinct().Count());
        Assert.Equal(orders, Enumerable.Range(0, 1_000).Select(id => EventOrder.Of(Day, LifeEventKind.Move, $"{id}")));
        Assert.All(orders, order => Assert.InRange(order.Value, 1UL, (1UL << 63) - 1));

        // What is stored keeps its order: this value may never change.
        Assert.Equal(0x5A3D2E54BC089650ul, EventOrder.Of(Day, LifeEventKind.Move, "a").Value);
    }

    [Theory]
    [InlineData(1899, 12, 31)]
    [InlineData(2079, 6, 7)]
    public void A_day_that_has_no_place_is_refused(int year, int month, int day) =>
        Assert.Throws<OverflowException>(() => EventOrder.Of(new DateOnly(year, month, day), LifeEventKind.Birth, "a"));
}
