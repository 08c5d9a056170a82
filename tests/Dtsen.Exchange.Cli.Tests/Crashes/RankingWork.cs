using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Protobuf;
using Google.Type;

namespace Dtsen.Exchange.Cli.Tests.Crashes;

/// <summary>
/// BPS's work on one release, from its beginning until all see it. It can be begun again at any time, with nothing but the file of what was
/// acknowledged, and then does what is left to do.
/// </summary>
internal sealed class RankingWork(ReleaseVersion version, AckedFile acked)
{
    public const string Upload = "upload";
    public const string Seal = "seal";
    public const string Publish = "publish";

    /// <summary>Families of each kota: several pages of ten.</summary>
    public const int Families = 200;

    public static readonly string[] Kota = [FamilySample.Bandung, FamilySample.Jayapura];

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private static readonly UploadLimits Pages = new() { PageFamilies = 10, MaxFailures = 2 };

    public ReleaseVersion Version => version;

    /// <summary>Is told when a part of the work begins.</summary>
    public Action<string> Begins { get; set; } = _ => { };

    /// <summary>The desil of a family in a version: others in each, so that two versions that mix show themselves.</summary>
    public static uint DesilOf(int version, int serial) => (uint)(((version * 3) + serial) % 10) + 1;

    /// <summary>Begins the release, or finds it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> BeginAsync(RunningExchange exchange)
    {
        await using var client = exchange.Client(RunningExchange.Uploader);
        return (await BeginAsync(client, default)).Release.Id;
    }

    /// <summary>Does what is left to do.</summary>
    public async Task RunAsync(RunningExchange exchange, CancellationToken cancellation)
    {
        await using var uploader = exchange.Client(RunningExchange.Uploader);
        await using var approver = exchange.Client(RunningExchange.Approver);
        var release = (await BeginAsync(uploader, cancellation)).Release;
        if (!acked.HasAcked(Seal))
        {
            Begins(Upload);
            if (release.State is ReleaseState.Open or ReleaseState.Checked)
            {
                await new RankingUploader(uploader.Release, Pages).UploadAsync(
                    release.Id, [.. Kota.Select(kota => SourceOf(kota, version.Version))], new Progress(acked), cancellation: cancellation);
                acked.Acked(Upload);
            }

            Begins(Seal);
            await SealAsync(exchange, uploader, release.Id, cancellation);
            acked.Acked(Seal);
        }

        Begins(Publish);
        foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All })
        {
            var proposed = await uploader.Release.PublishReleaseAsync(
                new PublishReleaseRequest
                {
                    RequestId = $"{version}-{audience}", ReleaseId = release.Id, Audience = audience, BoundsReason = "desil of a test",
                },
                cancellationToken: cancellation);
            acked.Asked($"{audience}");
            await approver.Release.ApproveReleaseAsync(
                new ApproveReleaseRequest { ProposalId = proposed.Proposal.Id }, cancellationToken: cancellation);
            acked.Acked($"{audience}");
        }
    }

    /// <summary>
    /// After a crash: the release that is published is the one before or this one, whole, everything acknowledged is there, and the work
    /// comes to its end.
    /// </summary>
    public async Task AssertGoesOnAsync(RunningExchange exchange, ReleaseVersion before)
    {
        var seen = await PublishedView.ReadAsync(exchange);
        Assert.True(
            seen == version ? acked.HasAsked($"{ReleaseAudience.All}") : seen == before && !acked.HasAcked($"{ReleaseAudience.All}"),
            $"{seen} is published.");
        await AssertNothingLostAsync(exchange);
        await RunAsync(exchange, default).WaitAsync(Bound);
        Assert.Equal(version, await PublishedView.ReadAsync(exchange));
    }

    /// <summary>Asserts that the exchange has everything that it acknowledged.</summary>
    public async Task AssertNothingLostAsync(RunningExchange exchange)
    {
        await using var client = exchange.Client(RunningExchange.Uploader);
        var release = (await BeginAsync(client, default)).Release;
        Assert.True(release.State >= (acked.HasAcked(Seal) ? ReleaseState.Sealed : ReleaseState.Open), $"{version} is {release.State}.");
        foreach (var audience in new[] { ReleaseAudience.First, ReleaseAudience.All }.Where(audience => acked.HasAcked($"{audience}")))
        {
            Assert.Contains(audience, release.Audiences);
        }

        if (release.State is ReleaseState.Open or ReleaseState.Checked)
        {
            using var call = client.Release.UploadRanking();
            await call.RequestStream.WriteAsync(new UploadRankingRequest { Open = new OpenUpload { ReleaseId = release.Id } });
            Assert.True(await call.ResponseStream.MoveNext(default));
            foreach (var kota in Kota)
            {
                var position = call.ResponseStream.Current.Opened.Positions.SingleOrDefault(known => known.KodeKabupatenKota == kota);
                var (rows, least) = (position?.Rows ?? 0, acked.RowsOf(kota));
                Assert.True(rows >= least, $"{version}, {kota}: {rows} rows, and {least} were acknowledged.");
                Assert.True(position is { Complete: true } || !acked.HasAcked(Upload), $"{version}, {kota}: is not complete any more.");
            }

            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext(default));
        }
    }

    private static KabupatenSource SourceOf(string kota, int version) => new(kota, () => Enumerable.Range(1, Families).Select(serial =>
    {
        var family = FamilySample.Family(kota, serial);
        family.DesilNasional = DesilOf(version, serial);
        return new ReadOnlyMemory<byte>(family.ToByteArray());
    }));

    private async Task<BeginReleaseResponse> BeginAsync(ExchangeClient client, CancellationToken cancellation)
    {
        var day = version.Period.FirstDay;
        return await client.Release.BeginReleaseAsync(
            new BeginReleaseRequest
            {
                RequestId = $"{version}",
                Period = $"{version.Period}",
                Version = version.Version,
                SnapshotId = $"SNAP-{version}",
                VariablesVersion = 1,
                EffectiveFrom = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
            },
            cancellationToken: cancellation);
    }

    private static async Task SealAsync(RunningExchange exchange, ExchangeClient client, string releaseId, CancellationToken cancellation)
    {
        using var signer = ReleaseSigner.FromPem("bps-1", exchange.Key);
        var check = await client.Release.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = releaseId }, cancellationToken: cancellation);
        Assert.Equal(Kota.Length * Families, check.Release.Families);
        await client.Release.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = releaseId, Signature = signer.Sign(check.Manifest.Span) },
            cancellationToken: cancellation);
    }

    private sealed class Progress(AckedFile acked) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value)
        {
            if (value.KodeKabupatenKota.Length > 0)
            {
                acked.Acked($"rows {value.KodeKabupatenKota} {value.Rows}");
            }
        }
    }
}
