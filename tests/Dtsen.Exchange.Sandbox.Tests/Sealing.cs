using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Sandbox.Tests.Nation;

namespace Dtsen.Exchange.Sandbox.Tests;

/// <summary>The register's own check, on families that lie in memory.</summary>
internal static class Sealing
{
    public static CheckedRelease Check(IEnumerable<(string Kabupaten, IReadOnlyList<ReadOnlyMemory<byte>> Families)> upload)
    {
        using var folder = new TemporaryFolder();
        using (var received = RankingUpload.Open(folder.Inner("upload")))
        {
            foreach (var (code, families) in upload)
            {
                Assert.True(WilayahCode.TryParse(code, out var kabupaten));
                received.Append(kabupaten, 0, families);
            }
        }

        var description = new ReleaseDescription("r-1", new ReleaseVersion(Nations.First, 1), "SNAP-1", 0, 1, Nations.First.Next.FirstDay);
        var catalogue = VariableCatalogue.Load(RepositoryFolder.Inner("config/variables.v1.json"));
        return ReleaseFolder.Check(
            folder.Inner("upload"), folder.Inner("release"), description, new SealingRules(catalogue, Nations.Wilayah, Nations.Today));
    }
}
