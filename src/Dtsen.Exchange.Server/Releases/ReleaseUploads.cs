using System.Collections.Concurrent;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// The open releases of this node, one <see cref="ReleaseUpload"/> each however many streams bring families. Who seals has a release
/// alone, and finds its files closed.
/// </summary>
internal sealed class ReleaseUploads(ReleaseStore store, ReleaseFiles files) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Works on an open release, beside others.</summary>
    /// <param name="releaseId">A release that exists.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellation">Gives up waiting for who has it alone.</param>
    /// <exception cref="Grpc.Core.RpcException">The release takes no families: RELEASE_STATE.</exception>
    public async Task<T> WorkAsync<T>(string releaseId, Func<ReleaseUpload, Task<T>> work, CancellationToken cancellation)
    {
        var place = _places.GetOrAdd(releaseId, _ => new Place());
        while (true)
        {
            using (await place.Turn.ShareAsync(cancellation))
            {
                if (place.Upload is { } upload)
                {
                    return await work(upload);
                }
            }

            using (await place.Turn.TakeAsync(cancellation))
            {
                place.Upload ??= await OpenAsync(releaseId, cancellation);
            }
        }
    }

    /// <summary>Has a release alone, with its files closed, until the result is disposed of.</summary>
    /// <param name="releaseId">A release that exists.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<IDisposable> TakeAsync(string releaseId, CancellationToken cancellation)
    {
        var place = _places.GetOrAdd(releaseId, _ => new Place());
        var turn = await place.Turn.TakeAsync(cancellation);
        place.Close();
        return turn;
    }

    /// <summary>Lets what is being written end, and closes every file.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places.Values)
        {
            // Not given back: nothing is written after this.
            await place.Turn.TakeAsync(default);
            place.Close();
        }
    }

    private async Task<ReleaseUpload> OpenAsync(string releaseId, CancellationToken cancellation)
    {
        var release = await store.FindAsync(releaseId, cancellation);
        if (release?.ReleaseState is not (ReleaseState.Open or ReleaseState.Checked))
        {
            throw Problems.NotOpen();
        }

        var complete = await store.ReadCompleteAsync(releaseId, cancellation);
        var upload = await Task.Run(() => RankingUpload.Open(files.UploadFolderOf(releaseId)), cancellation);
        return new ReleaseUpload(releaseId, store, upload, complete, release.ReleaseState == ReleaseState.Checked);
    }

    private sealed class Place
    {
        public ReleaseTurn Turn { get; } = new();

        public ReleaseUpload? Upload { get; set; }

        public void Close()
        {
            Upload?.Dispose();
            Upload = null;
        }
    }
}
