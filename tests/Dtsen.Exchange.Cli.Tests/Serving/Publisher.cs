using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>
/// BPS at work while nodes die: version after version of one period. In version n every family has desil n, modulo ten; each third is taken
/// back again.
/// </summary>
internal sealed class Publisher(ThreeNodes nodes, Func<ExchangeError, bool> isPassing) : IAsyncDisposable
{
    public const int Families = 60;

    private readonly ExchangeClient _uploader = nodes.Client(RunningExchange.Uploader);
    private readonly ExchangeClient _approver = nodes.Client(RunningExchange.Approver);

    /// <summary>Versions published so far.</summary>
    public int Versions { get; private set; }

    /// <summary>Desil of every family in a version.</summary>
    public static uint DesilIn(int version) => (uint)(version % 10) + 1;

    /// <summary>Publishes the next version.</summary>
    public async Task PublishNextAsync()
    {
        var version = Versions + 1;
        var id = await SealAsync(version);
        foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All })
        {
            await ApproveAsync(() => _uploader.Release.PublishReleaseAsync(new PublishReleaseRequest
            {
                RequestId = $"publish-{version}-{audience}", ReleaseId = id, Audience = audience, Reason = "uji", BoundsReason = "uji",
            }).ResponseAsync, response => response.Proposal);
        }

        if (version % 3 == 0)
        {
            await ApproveAsync(() => _uploader.Release.RollBackReleaseAsync(new RollBackReleaseRequest
            {
                RequestId = $"back-{version}", ReleaseId = id, Reason = "uji",
            }).ResponseAsync, response => response.Proposal);
        }

        Versions = version;
    }

    public async ValueTask DisposeAsync()
    {
        await _uploader.DisposeAsync();
        await _approver.DisposeAsync();
    }

    private async Task<string> SealAsync(int version)
    {
        var day = RunningExchange.Period.FirstDay;
        var begun = await AskAsync(() => _uploader.Release.BeginReleaseAsync(new BeginReleaseRequest
        {
            RequestId = "begin-" + version.ToString(CultureInfo.InvariantCulture),
            Period = RunningExchange.Period.ToString(),
            Version = version,
            SnapshotId = "SNAP-1",
            VariablesVersion = 1,
            EffectiveFrom = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
        }).ResponseAsync);
        var id = begun.Release.Id;
        var families = Enumerable.Range(1, Families).Select(serial =>
        {
            var family = FamilySample.Family(FamilySample.Bandung, serial);
            family.DesilNasional = DesilIn(version);
            return new ReadOnlyMemory<byte>(family.ToByteArray());
        }).ToList();
        await AskAsync(() => new RankingUploader(_uploader.Release).UploadAsync(
            id, [new KabupatenSource(FamilySample.Bandung, () => families)]));
        var check = await AskAsync(() => _uploader.Release.SealReleaseAsync(new SealReleaseRequest { ReleaseId = id }).ResponseAsync);
        Assert.Equal((Families, 0L), (check.Release.Families, check.Release.SetAside));
        using var signer = ReleaseSigner.FromPem(
            ThreeNodes.ReleaseKey, Path.Combine(nodes.Pki.Root, "release-keys", ThreeNodes.ReleaseKey + ".key"));
        await AskAsync(() => _uploader.Release.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = id, Signature = signer.Sign(check.Manifest.Span) }).ResponseAsync);
        return id;
    }

    private async Task ApproveAsync<T>(Func<Task<T>> propose, Func<T, Proposal> proposal)
    {
        var proposed = proposal(await AskAsync(propose));
        await AskAsync(() => _approver.Release.ApproveReleaseAsync(new ApproveReleaseRequest { ProposalId = proposed.Id }).ResponseAsync);
    }

    private Task<T> AskAsync<T>(Func<Task<T>> call) => Passing.UntilAnsweredAsync(call, isPassing);
}
