using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Nation;
using Dtsen.Exchange.Sandbox.Ranking;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Tests.World;

/// <summary>A real node that serves the smallest nation in two quarters.</summary>
public sealed class PublishedNation : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private SandboxWorld? _world;

    internal SandboxWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        var options = new SandboxOptions { People = NationOptions.MinPeople, ConfigFolder = RepositoryFolder.Inner("config") };
        _world = await SandboxWorld.StartAsync(options, bound.Token);
        var first = _world.Now.Previous.Previous;
        var nation = new SyntheticNation(
            new NationOptions { People = options.People, FirstPeriod = first, Today = _world.Today }, Tests.Nation.Nations.Wilayah);
        var bps = new BpsDesk(_world);
        foreach (var period in new[] { first, first.Next })
        {
            var ranking = new BpsSimulator(nation).Rank(period);
            var release = await bps.BeginAsync(new ReleaseVersion(period, 1), ranking.SnapshotId, bound.Token);
            await bps.UploadAsync(release, ranking.WriteTo(_world.RankingFolderOf(period)).Sources, null, bound.Token);
            await bps.SignAsync(release, await bps.CheckAsync(release, bound.Token), bound.Token);
            foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All })
            {
                await bps.ApproveAsync(await bps.ProposeAsync(release, audience, bound.Token), bound.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }
}
