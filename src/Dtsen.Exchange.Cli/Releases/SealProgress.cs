using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>The first call of sealing, with how far the exchange is told while it works.</summary>
internal static class SealProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task<SealReleaseResponse> CheckAsync(
        ReleaseService.ReleaseServiceClient releases,
        string releaseId,
        IProgress<(double Share, string What)> progress,
        CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var telling = TellAsync(releases, releaseId, progress, done.Token);
        try
        {
            var answer = await releases.SealReleaseAsync(new SealReleaseRequest { ReleaseId = releaseId }, cancellationToken: cancellation);
            await SetAsidePages.CompleteAsync(releases, answer, cancellation);
            return answer;
        }
        finally
        {
            await done.CancelAsync();
            await telling;
        }
    }

    private static async Task TellAsync(
        ReleaseService.ReleaseServiceClient releases,
        string releaseId,
        IProgress<(double Share, string What)> progress,
        CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, cancellation);
                var request = new GetSealProgressRequest { ReleaseId = releaseId };
                var state = await releases.GetSealProgressAsync(request, cancellationToken: cancellation);
                if (state.Running)
                {
                    progress.Report((state.Share, $"The exchange is {state.What}"));
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or RpcException)
        {
            // Told as long as it can be: the answer itself is waited for elsewhere.
        }
    }
}
