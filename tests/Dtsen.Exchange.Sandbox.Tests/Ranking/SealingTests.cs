using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Sandbox.Ranking;
using Dtsen.Exchange.Sandbox.Tests.Nation;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Tests.Ranking;

public class SealingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_register_sets_nothing_aside(int quarter)
    {
        var ranking = new BpsSimulator(Nations.Nation).Rank(quarter == 0 ? Nations.First : Nations.First.Next);

        var check = Sealing.Check(ranking.Kabupaten.Select(kabupaten => (
            kabupaten.ToString(),
            (IReadOnlyList<ReadOnlyMemory<byte>>)[.. ranking.FamiliesOf(kabupaten).Select(family => family.ToByteArray())])));

        Assert.Empty(check.SetAside);
        var manifest = ReleaseManifest.Parser.ParseFrom(check.Manifest.Span);
        Assert.Equal((ranking.Families, ranking.People), (manifest.Families, manifest.People));
    }

    [Fact]
    public void Files_hold_the_ranking()
    {
        using var folder = new TemporaryFolder();
        var ranking = new BpsSimulator(Nations.Make(seed: 5, people: 1_000)).Rank(Nations.First);

        var files = ranking.WriteTo(folder.Path);

        Assert.Equal(ranking.Kabupaten.Select(kabupaten => kabupaten.ToString()), files.Kabupaten);
        foreach (var kabupaten in ranking.Kabupaten)
        {
            Assert.Equal(
                ranking.FamiliesOf(kabupaten).Select(family => family.ToByteString()),
                files.Read(kabupaten.ToString()).Select(family => ByteString.CopyFrom(family.Span)));
        }
    }
}
