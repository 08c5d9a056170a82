using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// Has every sealed release on this node, verified and open, before it is published, and says so in SQL: what is missing or damaged here is
/// fetched from the store of artefacts. Verifying reads every file, which leaves them in memory as far as there is room.
/// </summary>
internal sealed class Staging(
    ReleaseStagings stagings, ReleaseArtefacts artefacts, ReleaseFiles files, ExchangeOptions options, ILogger<Staging> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _preparing = new(StringComparer.Ordinal);

    /// <summary>Has a release open on this node when the task ends.</summary>
    /// <param name="releaseId">A release that is sealed, or was.</param>
    /// <param name="cancellation">Gives up waiting; the work goes on.</param>
    /// <exception cref="IOException">It is neither here nor in the store.</exception>
    /// <exception cref="InvalidDataException">It is damaged, in the store too.</exception>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public Task PrepareAsync(string releaseId, CancellationToken cancellation) =>
        _preparing.GetOrAdd(releaseId, id => new Lazy<Task>(() => Task.Run(() => RunAsync(id), CancellationToken.None))).Value
            .WaitAsync(cancellation);

    /// <summary>Waits a while for every live node to have staged a release.</summary>
    /// <exception cref="Grpc.Core.RpcException">RELEASE_NOT_STAGED: the nodes that have not are named.</exception>
    public async Task RequireEverywhereAsync(string releaseId, CancellationToken cancellation)
    {
        await StageAsync(releaseId, cancellation);
        var begun = options.Time.GetTimestamp();
        while (true)
        {
            var missing = (await stagings.ReadAsync([releaseId], cancellation))[releaseId]
                .Where(staging => staging.IsMissing).Select(staging => staging.Node).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            if (options.Time.GetElapsedTime(begun) > Patience)
            {
                throw Problems.NotStaged(missing);
            }

            await Task.Delay(Interval / 2, options.Time, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, options.Time);
        var told = "";
        do
        {
            var failed = "";
            try
            {
                foreach (var id in await stagings.ListMissingAsync(options.NodeName, stoppingToken))
                {
                    failed = id;
                    await StageAsync(id, stoppingToken);
                    log.Staged(id);
                    failed = "";
                }
            }
            catch (Exception fault) when (IsPassing(fault))
            {
                // Once for each: it is tried again twice a second.
                if (told != failed)
                {
                    log.NotStaged(failed, fault.GetType().Name);
                }
            }

            told = failed;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What may pass by itself, or when somebody has mended it.</summary>
    internal static bool IsPassing(Exception fault) =>
        fault is DbException or IOException or InvalidDataException or TimeoutException or UnauthorizedAccessException;

    private async Task StageAsync(string releaseId, CancellationToken cancellation)
    {
        await PrepareAsync(releaseId, cancellation);
        await stagings.AddAsync(releaseId, cancellation);
    }

    private async Task RunAsync(string releaseId)
    {
        try
        {
            try
            {
                files.Open(releaseId);
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException)
            {
                if (!await artefacts.ContainsAsync(releaseId, CancellationToken.None))
                {
                    throw;
                }

                log.Fetching(releaseId, fault.GetType().Name);
                await artefacts.FetchAsync(releaseId, CancellationToken.None);
                files.Open(releaseId);
            }
        }
        finally
        {
            _preparing.TryRemove(releaseId, out _);
        }
    }
}
