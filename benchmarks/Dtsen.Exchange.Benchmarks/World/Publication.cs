using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>BPS at a node: uploads a nation, has it sealed and publishes it, by the real way.</summary>
internal sealed class Publication : IAsyncDisposable
{
    private readonly Dictionary<string, ExchangeClient> _clients;

    public Publication(BenchmarkWorld world, ServerProcess server)
    {
        _clients = new[] { BpsDesk.Uploader, BpsDesk.Approver }.ToDictionary(
            application => application, application => new ExchangeClient(world.ConnectionTo(server, application)));
        Desk = new BpsDesk(application => _clients[application], world.Pki);
    }

    /// <summary>Its two applications at work.</summary>
    public BpsDesk Desk { get; }

    /// <summary>From the first page until everybody may read it.</summary>
    public async Task<PublicationTimes> PublishAsync(BenchmarkNation nation, int version, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var release = await BeginAsync(nation, version, cancellation);
        await Desk.UploadAsync(release, nation.Sources, null, cancellation);
        var uploaded = clock.Elapsed;
        await SignAsync(release, cancellation);
        var isSealed = clock.Elapsed;
        await ApproveAsync(release, ReleaseAudience.First, cancellation);
        await ApproveAsync(release, ReleaseAudience.All, cancellation);
        return new PublicationTimes(uploaded, isSealed - uploaded, clock.Elapsed - isSealed);
    }

    /// <summary>Has a nation sealed, and leaves it so.</summary>
    public async Task SealAsync(BenchmarkNation nation, int version, CancellationToken cancellation)
    {
        var release = await BeginAsync(nation, version, cancellation);
        await Desk.UploadAsync(release, nation.Sources, null, cancellation);
        await SignAsync(release, cancellation);
    }

    /// <summary>Begins a release, or finds the one that was begun: the same request has the same answer.</summary>
    public Task<Release> BeginAsync(BenchmarkNation nation, int version, CancellationToken cancellation) =>
        Desk.BeginAsync(new ReleaseVersion(nation.Period, version), nation.SnapshotId, cancellation);

    /// <summary>Proposes to publish and approves it.</summary>
    public async Task ApproveAsync(Release release, ReleaseAudience audience, CancellationToken cancellation) =>
        await Desk.ApproveAsync(await Desk.ProposeAsync(release, audience, cancellation), cancellation);

    private async Task SignAsync(Release release, CancellationToken cancellation) =>
        await Desk.SignAsync(release, await Desk.CheckAsync(release, cancellation), cancellation);

    /// <summary>Says how long it took.</summary>
    public static string Describe(long people, PublicationTimes times) => string.Create(
        CultureInfo.InvariantCulture,
        $"Published in {times.Whole.TotalSeconds:0.0} s ({people / times.Whole.TotalSeconds:0} people/s): "
        + $"upload {times.Upload.TotalSeconds:0.0} s, seal {times.Seal.TotalSeconds:0.0} s, publish {times.Publish.TotalSeconds:0.0} s.");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }
}
