using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// A release that is open on this node. Who reads it holds a lease, for one call or one page; its files stay mapped until the last lease
/// ends, whatever becomes of the release meanwhile. Safe for several threads.
/// </summary>
/// <param name="files">Its files, open and verified.</param>
internal sealed class OpenRelease(SealedRelease files) : IDisposable
{
    private readonly CancellationTokenSource _withdrawn = new();

    // One for being open, and one a lease: at 0 the files are closed, for good.
    private int _holds = 1;
    private int _closed;

    /// <summary>What BPS signed.</summary>
    public ReleaseManifest Manifest => files.Manifest;

    /// <summary>Cancelled when it was rolled back or retired: no stream goes on with it.</summary>
    public CancellationToken Withdrawn => _withdrawn.Token;

    /// <summary>Takes a lease, to be disposed of soon.</summary>
    /// <returns>False where the release is closed.</returns>
    public bool TryLease(out ReleaseLease lease)
    {
        for (var holds = Volatile.Read(ref _holds); holds > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holds, holds + 1, holds);
            if (seen == holds)
            {
                lease = new ReleaseLease(this, files);
                return true;
            }

            holds = seen;
        }

        lease = default;
        return false;
    }

    /// <summary>Ends the streams that are bound to it. Calls and pages under way go on.</summary>
    public void Withdraw() => _withdrawn.Cancel();

    /// <summary>Gives no more leases than there are, and closes the files with the last.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _withdrawn.Cancel();
            Leave();
        }
    }

    /// <summary>Ends a lease.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
        {
            files.Dispose();
        }
    }
}
