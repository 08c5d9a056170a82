using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class ReleaseRulesTests
{
    private static readonly ReleaseAudience[] First = [ReleaseAudience.First];
    private static readonly ReleaseAudience[] Both = [ReleaseAudience.First, ReleaseAudience.All];

    [Theory]
    [InlineData(ReleaseState.Open, ReleaseRulingName.WrongState)]
    [InlineData(ReleaseState.Checked, ReleaseRulingName.WrongState)]
    [InlineData(ReleaseState.Sealed, ReleaseRulingName.Allowed)]
    [InlineData(ReleaseState.RolledBack, ReleaseRulingName.WrongState)]
    public void A_release_that_nobody_sees_is_published_to_the_first_once_it_is_sealed(ReleaseState state, string ruling) =>
        Assert.Equal(ruling, ReleaseRules.Judge(ReleaseAudience.First, state, []).ToString());

    [Fact]
    public void All_come_after_the_first()
    {
        Assert.Equal(ReleaseRuling.FirstComesFirst, ReleaseRules.Judge(ReleaseAudience.All, ReleaseState.Sealed, []));
        Assert.Equal(ReleaseRuling.Allowed, ReleaseRules.Judge(ReleaseAudience.All, ReleaseState.Published, First));
    }

    [Fact]
    public void An_audience_is_served_once()
    {
        Assert.Equal(ReleaseRuling.AudienceServed, ReleaseRules.Judge(ReleaseAudience.First, ReleaseState.Published, First));
        Assert.Equal(ReleaseRuling.AudienceServed, ReleaseRules.Judge(ReleaseAudience.All, ReleaseState.Published, Both));
        Assert.Equal(
            ReleaseRuling.AudienceServed, ReleaseRules.Judge(ReleaseAudience.First, ReleaseState.Published, [ReleaseAudience.All]));
    }

    [Theory]
    [InlineData(ReleaseState.Open, ReleaseRulingName.WrongState)]
    [InlineData(ReleaseState.Checked, ReleaseRulingName.WrongState)]
    [InlineData(ReleaseState.Sealed, ReleaseRulingName.WrongState)]
    [InlineData(ReleaseState.Published, ReleaseRulingName.Allowed)]
    [InlineData(ReleaseState.RolledBack, ReleaseRulingName.WrongState)]
    public void Only_a_published_release_is_rolled_back(ReleaseState state, string ruling) =>
        Assert.Equal(ruling, ReleaseRules.Judge(null, state, First).ToString());

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 10, 0, false)]
    [InlineData(1, 999, 0.001, false)]
    [InlineData(2, 998, 0.001, true)]
    [InlineData(1, 998, 0.001, true)]
    [InlineData(5, 0, 1, false)]
    [InlineData(5, 0, 0.5, true)]
    public void The_share_that_may_be_set_aside_is_of_all_families_that_were_sent(long setAside, long families, double max, bool tooMuch) =>
        Assert.Equal(tooMuch, ReleaseRules.IsTooMuchSetAside(setAside, families, max));

    [Fact]
    public void A_release_is_due_from_its_day_on()
    {
        var day = new DateOnly(2027, 1, 1);
        Assert.False(ReleaseRules.IsDue(day, day.AddDays(-1)));
        Assert.True(ReleaseRules.IsDue(day, day));
        Assert.True(ReleaseRules.IsDue(day, day.AddDays(1)));
    }

    private static class ReleaseRulingName
    {
        public const string Allowed = nameof(ReleaseRuling.Allowed);
        public const string WrongState = nameof(ReleaseRuling.WrongState);
    }
}
