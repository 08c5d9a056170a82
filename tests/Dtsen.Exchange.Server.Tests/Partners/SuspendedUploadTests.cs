using System.Diagnostics;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Tests.Releases;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>An agency is suspended in the middle of an upload that runs as fast as it can.</summary>
public class SuspendedUploadTests
{
    private const int Rows = 5_000;
    private const int Page = 500;

    private static readonly string[] Kabupaten = ["3204", "3273"];

    public static TheoryData<string> Kinds => SuspensionTests.Kinds;

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(Kinds))]
    public async Task Streams_under_full_load_end_and_after_it_is_resumed_nothing_acknowledged_is_lost(string kind)
    {
        await using var node = await RunningNode.StartAsync();
        var desk = await OperatorClient.OfAsync(node);
        var bps = await BpsClient.OfAsync(node);
        var release = await bps.BeginAsync("2026-T2");
        var families = Kabupaten.ToDictionary(code => code, code => RankingSample.Families(code, Rows));
        var uploads = await Task.WhenAll(Kabupaten.Select(async code => new Load(code, families[code], await bps.OpenAsync(release.Id))));
        var running = uploads.Select(load => Task.Run(load.RunAsync)).ToList();
        await node.UntilAsync(() => uploads.All(load => load.Acknowledged > Page));
        var subject = SubjectOf(kind, node);

        await desk.SuspendAsync(subject);
        var since = Stopwatch.StartNew();

        foreach (var refusal in await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(30)))
        {
            Assert.Equal((StatusCode.PermissionDenied, "SUSPENDED"), (refusal.StatusCode, Refusal.ReasonOf(refusal)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Both streams had ended {since.ElapsedMilliseconds} ms after the answer.");
        Assert.All(uploads, load => Assert.True(load.Acknowledged < Rows, "The upload was over before it was suspended."));
        await Refusal.AssertAsync(StatusCode.PermissionDenied, "SUSPENDED", () => bps.OpenAsync(release.Id));

        await desk.ResumeAsync(subject);
        using (var again = await bps.OpenAsync(release.Id))
        {
            Assert.All(uploads, load => Assert.InRange(
                again.Opened.Single(position => position.KodeKabupatenKota == load.Code).Rows, load.Acknowledged, Rows));
        }

        var rest = await new RankingUploader(bps.Releases).UploadAsync(
            release.Id, [.. Kabupaten.Select(code => new KabupatenSource(code, () => families[code].Select(family => family.Memory)))]);
        Assert.Equal(Rows * Kabupaten.Length, rest);
        Assert.Equal(Rows * Kabupaten.Length, (await bps.CheckAsync(release.Id)).Release.Families);
        Array.ForEach(uploads, load => load.Dispose());
    }

    private static SuspensionSubject SubjectOf(string kind, RunningNode node) => kind switch
    {
        "agency" => new() { AgencyId = "bps" },
        "application" => new() { ApplicationId = BpsClient.Uploader },
        "agreement" => new() { AgreementId = "PKS-DTSEN-BPS-1/2026" },
        _ => new() { CertificateSerial = node.Certificate(BpsClient.Uploader).SerialNumber },
    };

    /// <summary>Sends pages that overlap but for one row, so that it is long at work however fast the node is.</summary>
    private sealed class Load(string code, IReadOnlyList<ByteString> families, UploadCall call) : IDisposable
    {
        private long _acknowledged;

        public string Code => code;

        /// <summary>Rows that the node has called durable.</summary>
        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        /// <summary>Sends and reads until the node ends it.</summary>
        public async Task<RpcException> RunAsync()
        {
            var sending = SendAsync();
            try
            {
                while (true)
                {
                    Interlocked.Exchange(ref _acknowledged, (await call.ReadAsync()).Position.Rows);
                }
            }
            catch (RpcException refusal)
            {
                await sending;
                return refusal;
            }
        }

        public void Dispose() => call.Dispose();

        private async Task SendAsync()
        {
            try
            {
                for (var row = 0; row + Page <= families.Count; row++)
                {
                    await call.SendAsync(UploadCall.Page(code, row, families.Skip(row).Take(Page)));
                }
            }
            catch (Exception ended) when (ended is RpcException or InvalidOperationException)
            {
                // Nothing can be sent into a stream that has ended; its reader says why it has.
            }
        }
    }
}
