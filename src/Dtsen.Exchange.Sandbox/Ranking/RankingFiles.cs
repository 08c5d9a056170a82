using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Domain.Wilayahs;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Ranking;

/// <summary>A ranking as the files that BPS uploads and keeps.</summary>
public static class RankingFiles
{
    /// <summary>Writes a ranking into a folder, in the form that <see cref="RankingFolder"/> reads.</summary>
    /// <param name="ranking">The ranking.</param>
    /// <param name="folder">Folder; made where it does not exist.</param>
    /// <param name="written">Is told of each kabupaten that is written, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    public static RankingFolder WriteTo(
        this NationRanking ranking, string folder, Action<WilayahCode>? written = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        Parallel.ForEach(ranking.Kabupaten, new ParallelOptions { CancellationToken = cancellation }, kabupaten =>
        {
            using (var writer = RankingFolder.Write(folder, kabupaten.ToString()))
            {
                foreach (var family in ranking.FamiliesOf(kabupaten))
                {
                    writer.Add(family.ToByteArray());
                }

                writer.Complete();
            }

            written?.Invoke(kabupaten);
        });
        return RankingFolder.Open(folder);
    }
}
