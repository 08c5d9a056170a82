using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Tests.Releases;

public class RankingUploaderTests
{
    private static readonly UploadLimits Small = new() { PageFamilies = 5, Window = 2 };
    private static readonly IReadOnlyList<KabupatenSource> Sources = [Source(FamilySample.Bandung, 103), Source(FamilySample.Jayapura, 52)];

    [Fact]
    public async Task What_was_uploaded_is_what_is_sealed()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        var told = new Told();

        var families = await UploadAsync(client, id, Sources, told);
        var answer = await SealAsync(client, new SealReleaseRequest { ReleaseId = id });
        using var signer = ReleaseSigner.FromPem(RunningNode.ReleaseKey, node.Ca.Folder.ReleaseKey(RunningNode.ReleaseKey));
        var sealing = new SealReleaseRequest { ReleaseId = id, Signature = signer.Sign(answer.Manifest.Span) };
        var sealedAnswer = await SealAsync(client, sealing);

        Assert.Equal(155, families);
        Assert.Equal(155, told.Last.TotalRows);
        Assert.Equal(2, told.Last.Complete);
        Assert.Empty(answer.SetAside);
        Assert.Empty(await ManifestCheck.CompareAsync(answer, Sources));
        Assert.NotEmpty(await ManifestCheck.CompareAsync(answer, [Sources[0]]));
        Assert.Equal(ReleaseState.Sealed, sealedAnswer.Release.State);
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_costs_nothing()
    {
        await using var node = await RunningNode.StartAsync();
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(RunningNode.Uploader, network.Address);
        var id = await BeginAsync(client);
        var told = new Told(progress =>
        {
            if (progress is { KodeKabupatenKota.Length: > 0, TotalRows: < 60 })
            {
                network.Cut();
            }
        });

        var families = await UploadAsync(client, id, Sources, told);

        Assert.Equal(155, families);
        Assert.True(network.Accepted > 2);
        Assert.True(told.Opened > 2);
        var answer = await SealAsync(client, new SealReleaseRequest { ReleaseId = id });
        Assert.Empty(await ManifestCheck.CompareAsync(answer, Sources));
    }

    [Fact]
    public async Task An_exchange_that_starts_anew_goes_on_where_it_was()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var restarted = new TaskCompletionSource();
        var told = new Told(progress =>
        {
            if (progress.TotalRows >= 50 && half.TrySetResult())
            {
                restarted.Task.Wait(RunningNode.Bound);
            }
        });

        var uploading = Task.Run(() => UploadAsync(client, id, Sources, told));
        await half.Task.WaitAsync(RunningNode.Bound);
        await node.RestartAsync(keepData: true);
        restarted.SetResult();

        Assert.Equal(155, await uploading);
        Assert.True(told.Opened > 1);
    }

    [Fact]
    public async Task A_new_upload_goes_on_where_the_last_was_given_up()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        using var givingUp = new CancellationTokenSource();
        var first = new Told(progress =>
        {
            if (progress.TotalRows >= 50)
            {
                givingUp.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => UploadAsync(client, id, Sources, first, cancellation: givingUp.Token));
        var second = new Told();

        var families = await UploadAsync(client, id, Sources, second);

        Assert.Equal(155, families);
        Assert.True(second.First.TotalRows >= 50);
    }

    [Fact]
    public async Task What_is_complete_is_not_sent_again()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        await UploadAsync(client, id, Sources);
        var told = new Told();

        Assert.Equal(155, await UploadAsync(client, id, Sources, told));

        Assert.Equal(1, told.Count);
    }

    [Fact]
    public async Task A_kabupaten_is_sent_again_when_it_is_to_be_restarted()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        await UploadAsync(client, id, Sources);
        KabupatenSource[] corrected = [Source(FamilySample.Bandung, 80), Sources[1]];

        var families = await UploadAsync(client, id, corrected, restart: [FamilySample.Bandung]);

        Assert.Equal(132, families);
        var answer = await SealAsync(client, new SealReleaseRequest { ReleaseId = id });
        Assert.Empty(await ManifestCheck.CompareAsync(answer, corrected));
    }

    [Fact]
    public async Task Other_families_than_before_are_refused_without_a_restart()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        using var givingUp = new CancellationTokenSource();
        var first = new Told(_ => givingUp.Cancel(), from: 10);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => UploadAsync(client, id, Sources, first, cancellation: givingUp.Token));
        var others = new KabupatenSource(FamilySample.Bandung, () => Sources[0].Families().Skip(1));

        var refusal = await Assert.ThrowsAsync<RpcException>(() => UploadAsync(client, id, [others, Sources[1]]));

        Assert.Equal(ErrorReason.DigestMismatch, ExchangeError.From(refusal).Reason);
    }

    [Fact]
    public async Task Families_out_of_order_are_refused_at_once()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        var falling = new KabupatenSource(FamilySample.Bandung, () => Sources[0].Families().Reverse());

        var refusal = await Assert.ThrowsAsync<RpcException>(() => UploadAsync(client, id, [falling]));

        Assert.Equal(ErrorReason.RowsOutOfOrder, ExchangeError.From(refusal).Reason);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_ends_the_upload_with_its_own_fault()
    {
        await using var node = await RunningNode.StartAsync();
        await using var client = node.Client(RunningNode.Uploader);
        var id = await BeginAsync(client);
        var broken = new KabupatenSource(FamilySample.Jayapura, () => Broken());

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => UploadAsync(client, id, [Sources[0], broken]));

        Assert.Equal("cut off", fault.Message);

        static IEnumerable<ReadOnlyMemory<byte>> Broken()
        {
            yield return FamilySample.Of(FamilySample.Jayapura, 1)[0];
            throw new InvalidDataException("cut off");
        }
    }

    [Fact]
    public async Task An_exchange_that_stays_away_ends_the_upload()
    {
        await using var node = await RunningNode.StartAsync();
        await using var network = new FaultyNetwork(node.Exchange);
        await using var client = node.Client(RunningNode.Uploader, network.Address);
        network.RefuseNext(int.MaxValue);

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => UploadAsync(client, "r-1", Sources, limits: Small with { MaxFailures = 2 }));

        Assert.True(ExchangeError.From(failure).IsUnreachable);
    }

    private static KabupatenSource Source(string kota, int count)
    {
        var families = FamilySample.Of(kota, count);
        return new KabupatenSource(kota, () => families.Select(family => (ReadOnlyMemory<byte>)family));
    }

    private static async Task<string> BeginAsync(ExchangeClient client)
    {
        var request = new BeginReleaseRequest
        {
            RequestId = "2026-T3.v1",
            Period = "2026-T3",
            Version = 1,
            SnapshotId = "snapshot-1",
            VariablesVersion = 1,
            EffectiveFrom = new Date { Year = 2026, Month = 10, Day = 1 },
        };
        return (await client.Release.BeginReleaseAsync(request).ResponseAsync.WaitAsync(RunningNode.Bound)).Release.Id;
    }

    private static async Task<SealReleaseResponse> SealAsync(ExchangeClient client, SealReleaseRequest request) =>
        await client.Release.SealReleaseAsync(request).ResponseAsync.WaitAsync(RunningNode.Bound);

    private static async Task<long> UploadAsync(
        ExchangeClient client, string id, IReadOnlyList<KabupatenSource> sources, Told? told = null,
        IEnumerable<string>? restart = null, UploadLimits? limits = null, CancellationToken cancellation = default) =>
        await new RankingUploader(client.Release, limits ?? Small)
            .UploadAsync(id, sources, told, restart, cancellation).WaitAsync(RunningNode.Bound, CancellationToken.None);

    /// <summary>Progress, told where it happens.</summary>
    private sealed class Told(Action<UploadProgress>? at = null, int from = 0) : IProgress<UploadProgress>
    {
        public UploadProgress First { get; private set; }

        public UploadProgress Last { get; private set; }

        public int Count { get; private set; }

        public int Opened { get; private set; }

        public void Report(UploadProgress value)
        {
            First = Count++ == 0 ? value : First;
            Last = value;
            Opened += value.KodeKabupatenKota.Length == 0 ? 1 : 0;
            if (value.TotalRows >= from)
            {
                at?.Invoke(value);
            }
        }
    }
}
