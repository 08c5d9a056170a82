using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Sandbox.Irregular;
using Dtsen.Exchange.Sandbox.Tests.Nation;

namespace Dtsen.Exchange.Sandbox.Tests.Irregular;

public class BadRankingTests
{
    private static readonly BadRanking Ranking = new(Nations.Nation, Nations.First);

    [Fact]
    public void The_register_gives_exactly_the_reasons_promised()
    {
        var check = Sealing.Check([(BadRanking.Kabupaten, Ranking.Families)]);

        Assert.Equal(
            Ranking.Rows.Select(row => (row.Row, row.Reason, row.Field)),
            check.SetAside.Select(family => (family.Row, family.Reason, family.Field)));
        Assert.Equal(1, ReleaseManifest.Parser.ParseFrom(check.Manifest.Span).Families);
    }

    [Fact]
    public void Every_reason_is_there()
    {
        // A family that is unknown can be sent by an amendment alone.
        var reasons = Enum.GetValues<SetAsideReason>().Except([SetAsideReason.Unspecified, SetAsideReason.FamilyUnknown]);

        Assert.All(reasons, reason => Assert.Contains(Ranking.Rows, row => row.Reason == reason));
    }
}
