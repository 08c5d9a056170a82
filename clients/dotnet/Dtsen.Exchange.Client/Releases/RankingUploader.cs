using Dtsen.Exchange.Client.Connections;
using Dtsen.Exchange.Contracts.Release.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// BPS's upload of a ranking into an open release. It goes on where the exchange says that it stands: after a broken connection by
/// itself, and after the end of this process when it is called again.
/// </summary>
/// <param name="releases">Client of the service, e.g. <see cref="ExchangeClient.Release"/>.</param>
/// <param name="limits">How the upload is cut up; the defaults where null.</param>
/// <param name="time">Clock by which it waits before it connects again; the machine's where null.</param>
public sealed class RankingUploader(ReleaseService.ReleaseServiceClient releases, UploadLimits? limits = null, TimeProvider? time = null)
{
    private readonly UploadLimits _limits = limits ?? new UploadLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Uploads every kabupaten and declares each complete, with its count and digest.</summary>
    /// <param name="releaseId">Id of an open release.</param>
    /// <param name="sources">The kabupaten; those that the exchange has complete are left alone.</param>
    /// <param name="progress">Is told of every acknowledgement, one at a time.</param>
    /// <param name="restart">Codes of kabupaten of which everything received is to be dropped and sent again.</param>
    /// <param name="cancellation">Gives up; what is durable stays so.</param>
    /// <returns>Families that are durable now, of all sources.</returns>
    /// <exception cref="RpcException">The exchange refused, or stayed away; <see cref="ExchangeError"/> reads it.</exception>
    public async Task<long> UploadAsync(
        string releaseId,
        IReadOnlyList<KabupatenSource> sources,
        IProgress<UploadProgress>? progress = null,
        IEnumerable<string>? restart = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var state = new UploadState(sources, restart ?? [], progress);
        var failures = 0;
        while (true)
        {
            var steps = state.Steps;
            try
            {
                using var call = releases.UploadRanking(cancellationToken: cancellation);
                using var session = new UploadSession(call, state, _limits);
                await session.RunAsync(releaseId, sources, cancellation);
                return state.TotalRows;
            }
            catch (RpcException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (RpcException failure) when (PassingFault.Is(failure))
            {
                failures = state.Steps > steps ? 1 : failures + 1;
                if (failures >= _limits.MaxFailures)
                {
                    throw;
                }
            }

            await Task.Delay(Backoff.After(failures), _time, cancellation);
        }
    }
}
