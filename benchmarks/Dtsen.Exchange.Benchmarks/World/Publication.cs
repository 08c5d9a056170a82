using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Benchmarks.Harness;
using Dtsen.Exchange.Client;
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
        var release = await Desk.BeginAsync(new ReleaseVersion(nation.Period, version), nation.SnapshotId, cancellation);
        await Desk.UploadAsync(release, nation.Sources, null, cancellation);
        var uploaded = clock.Elapsed;
        await Desk.SignAsync(release, await Desk.CheckAsync(release, cancellation), cancellation);
        var isSealed = clock.Elapsed;
        foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All })
        {
            await Desk.ApproveAsync(await Desk.ProposeAsync(release, audience, cancellation), cancellation);
        }

        return new PublicationTimes(uploaded, isSealed - uploaded, clock.Elapsed - isSealed);
    }

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
