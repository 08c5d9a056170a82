using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>What a ministry reads: everybody of a release at once, so that families that are missing, or of another, are seen.</summary>
internal static class PublishedView
{
    private static readonly BulkGetDesilRequest Everybody = new()
    {
        Queries =
        {
            RankingWork.Kota.SelectMany(kota => Enumerable.Range(1, RankingWork.Families).Select(serial =>
                new DesilQuery { Nik = FamilySample.Nik(kota, serial), Name = FamilySample.Name(serial) })),
        },
    };

    /// <summary>Reads, and asserts that the answer is one release, whole.</summary>
    /// <returns>Which release.</returns>
    public static async Task<ReleaseVersion> ReadAsync(ExchangeClient ministry, CancellationToken cancellation)
    {
        var desil = ministry.With(new CallContext { Purpose = "pbi-jk" }).Desil;
        var response = await desil.BulkGetDesilAsync(Everybody, cancellationToken: cancellation);
        Assert.True(ReleaseVersion.TryParse(response.Info.ReadAt.Release, out var version));
        Assert.Equal(Everybody.Queries.Count, response.Items.Count);
        Assert.All(response.Items.Index(), entry => Assert.Equal(
            RankingWork.DesilOf(version.Version, (entry.Index % RankingWork.Families) + 1), entry.Item.Answer.DesilNasional));
        return version;
    }

    /// <summary>The same, of a connection of its own.</summary>
    public static async Task<ReleaseVersion> ReadAsync(RunningExchange exchange)
    {
        await using var ministry = exchange.Client(RunningExchange.Ministry);
        return await ReadAsync(ministry, default);
    }

    /// <summary>Reads again and again until the exchange is gone; the releases never go back.</summary>
    public static async Task ReadUntilKilledAsync(RunningExchange exchange, CancellationToken cancellation)
    {
        await using var ministry = exchange.Client(RunningExchange.Ministry);
        var last = default(ReleaseVersion);
        while (true)
        {
            ReleaseVersion version;
            try
            {
                version = await ReadAsync(ministry, cancellation);
            }
            catch (Exception fault) when (RunningExchange.IsGone(fault, cancellation))
            {
                return;
            }

            Assert.True(version.CompareTo(last) >= 0, $"{version} was read after {last}.");
            last = version;
        }
    }
}
