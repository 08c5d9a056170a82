namespace Dtsen.Exchange.AccessLog.Tests;

public sealed class GroupSizeTests
{
    [Fact]
    public void A_caller_who_comes_alone_is_never_waited_for()
    {
        var size = new GroupSize();
        for (var group = 0; group < 100; group++)
        {
            Assert.Equal(1, size.Next);
            size.Took(1);
        }
    }

    [Fact]
    public void Where_more_come_than_are_waited_for_groups_grow_to_a_bound()
    {
        var size = new GroupSize();
        size.Took(2);
        var largest = 0;
        for (var group = 0; group < 10_000; group++)
        {
            var next = size.Next;
            largest = Math.Max(largest, next);
            size.Took(next);
            Assert.InRange(GroupSize.PatienceFor(next), 1, 25);
        }

        Assert.Equal(256, largest);
    }

    [Fact]
    public void Of_a_steady_few_most_groups_wait_for_just_as_many()
    {
        var size = new GroupSize();
        size.Took(16);
        var exact = 0;
        for (var group = 0; group < 160; group++)
        {
            exact += size.Next == 16 ? 1 : 0;
            size.Took(16);
        }

        Assert.InRange(exact, 145, 155);
    }

    [Fact]
    public void One_group_that_stayed_small_does_not_make_the_next_as_small()
    {
        var size = new GroupSize();
        size.Took(100);
        size.Took(3);

        Assert.Equal(50, size.Next);
    }

    [Fact]
    public void Where_fewer_come_than_were_waited_for_the_next_group_waits_for_as_many()
    {
        var size = new GroupSize();
        size.Took(200);
        size.Took(180);

        Assert.Equal(180, size.Next);
    }

    [Fact]
    public void When_fewer_call_they_are_soon_not_waited_for_in_vain()
    {
        var size = new GroupSize();
        size.Took(256);
        var waits = 0;
        for (; size.Next > 5; waits++)
        {
            size.Took(4);
        }

        Assert.InRange(waits, 1, 10);
    }
}
