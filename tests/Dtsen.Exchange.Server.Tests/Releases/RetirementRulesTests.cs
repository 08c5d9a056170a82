using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public class RetirementRulesTests
{
    /// <summary>
    /// Releases from the oldest on, each by letters: F published to the first, A to all too, e effective, R rolled back, x retired; and
    /// which are to be retired, by their number from 1.
    /// </summary>
    [Theory]
    [InlineData(1, "", "")]
    [InlineData(1, "Ae", "")]
    [InlineData(1, "Ae Ae", "")]
    [InlineData(1, "Ae Ae Ae", "1")]
    [InlineData(1, "Ae Ae Ae Ae", "1 2")]
    [InlineData(2, "Ae Ae Ae Ae", "1")]
    // Done already.
    [InlineData(1, "Aex Ae Ae", "")]
    // Not effective yet: neither counts nor goes.
    [InlineData(1, "Ae Ae A", "")]
    [InlineData(1, "A Ae Ae Ae", "2")]
    // What the first see is the newest for them and not for all: each audience keeps its own.
    [InlineData(1, "Ae Ae Fe", "")]
    [InlineData(1, "Ae Ae Fe Fe", "")]
    [InlineData(1, "Ae Ae Ae Fe Fe", "1")]
    [InlineData(1, "Ae Ae Fe Fe Fe", "3")]
    // Rolled back: once a later one is effective in its place.
    [InlineData(1, "Ae AeR", "")]
    [InlineData(1, "Ae AeR A", "")]
    [InlineData(1, "Ae AeR Ae", "2")]
    [InlineData(1, "Ae FR Fe", "2")]
    [InlineData(1, "Ae AeRx Ae", "")]
    // A roll-back brings back what was kept for it, and retires nothing.
    [InlineData(1, "Aex Ae AeR", "")]
    public void Each_audience_keeps_what_it_reads_and_its_way_back(int kept, string releases, string retired)
    {
        var all = releases.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((letters, at) => Release(at + 1, letters)).ToList();

        Assert.Equal(retired, string.Join(' ', RetirementRules.ToRetire(all, kept)));
    }

    [Fact]
    public void What_is_read_always_has_a_way_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetirementRules.ToRetire([], 0));

    private static StoredRelease Release(int version, string letters)
    {
        var row = ReleaseRows.Release($"{version}", version: version) with
        {
            State = (long)(letters.Contains('R') ? ReleaseState.RolledBack : ReleaseState.Published),
            EffectiveSeq = letters.Contains('e') ? version : 0,
            RetiredSeq = letters.Contains('x') ? 100 + version : 0,
        };
        return new StoredRelease(
            row, letters.Contains('A') ? [ReleaseAudience.First, ReleaseAudience.All] : [ReleaseAudience.First], []);
    }
}
