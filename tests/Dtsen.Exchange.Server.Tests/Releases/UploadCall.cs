using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>One stream of an upload, a message and its answer at a time, or many at once.</summary>
internal sealed class UploadCall(AsyncDuplexStreamingCall<UploadRankingRequest, UploadRankingResponse> call) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>What was durable when the stream was opened.</summary>
    public IReadOnlyList<KabupatenPosition> Opened { get; private set; } = [];

    public async Task OpenAsync(string releaseId) =>
        Opened = (await AskAsync(new UploadRankingRequest { Open = new OpenUpload { ReleaseId = releaseId } })).Opened.Positions;

    public Task SendAsync(UploadRankingRequest message) => call.RequestStream.WriteAsync(message).WaitAsync(Bound);

    /// <summary>The next answer.</summary>
    public async Task<UploadRankingResponse> ReadAsync()
    {
        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(Bound), "The stream ended without an answer.");
        return call.ResponseStream.Current;
    }

    public async Task<UploadRankingResponse> AskAsync(UploadRankingRequest message)
    {
        try
        {
            await SendAsync(message);
        }
        catch (RpcException)
        {
            // A stream that was refused at once may end while the message is on its way: why, its reader says.
        }

        return await ReadAsync();
    }

    public async Task<KabupatenPosition> PageAsync(string kabupaten, long firstRow, IEnumerable<ByteString> families) =>
        (await AskAsync(Page(kabupaten, firstRow, families))).Position;

    public async Task<KabupatenPosition> CompleteAsync(string kabupaten, IReadOnlyList<ByteString> families) =>
        (await AskAsync(Complete(kabupaten, families.Count, RankingSample.DigestOf(families)))).Position;

    public async Task<KabupatenPosition> RestartAsync(string kabupaten) => (await AskAsync(
        new UploadRankingRequest { Restart = new RestartKabupaten { KodeKabupatenKota = kabupaten } })).Position;

    public static UploadRankingRequest Page(string kabupaten, long firstRow, IEnumerable<ByteString> families)
    {
        var page = new RankingPage { KodeKabupatenKota = kabupaten, FirstRow = firstRow };
        page.Families.AddRange(families);
        return new UploadRankingRequest { Page = page };
    }

    public static UploadRankingRequest Complete(string kabupaten, long families, ByteString digest) => new()
    {
        Complete = new CompleteKabupaten { KodeKabupatenKota = kabupaten, Families = families, Digest = digest },
    };

    /// <summary>Ends the stream as a client does that has nothing more to send.</summary>
    public async Task EndAsync()
    {
        await call.RequestStream.CompleteAsync().WaitAsync(Bound);
        Assert.False(await call.ResponseStream.MoveNext(default).WaitAsync(Bound));
    }

    public void Dispose() => call.Dispose();
}
