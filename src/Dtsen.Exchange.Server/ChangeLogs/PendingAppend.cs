using System.Data.Common;

namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>
/// An append that waits for the writer. Its caller can cancel it until the writer takes it up; from then on the caller learns how it ended.
/// </summary>
internal sealed class PendingAppend
{
    private readonly TaskCompletionSource<AppendResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    public PendingAppend(NewEntry entry) => Entry = entry;

    public PendingAppend(Func<DbConnection, DbTransaction, Task<IReadOnlyList<NewEntry>>> work) => Work = work;

    /// <summary>The one entry of a plain append; unset when there is <see cref="Work"/>.</summary>
    public NewEntry Entry { get; }

    /// <summary>The statements of the caller that belong in the same transaction, or null.</summary>
    public Func<DbConnection, DbTransaction, Task<IReadOnlyList<NewEntry>>>? Work { get; }

    /// <summary>Ends after the commit, or with what went wrong.</summary>
    public Task<AppendResult> Ended => _ended.Task;

    /// <summary>The writer takes it up; false when the caller has cancelled it before.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void Cancel(CancellationToken cancellation)
    {
        if (TryTake())
            _ended.SetCanceled(cancellation);
    }

    public void Succeed(AppendResult result) => _ended.TrySetResult(result);

    public void Fail(Exception reason) => _ended.TrySetException(reason);
}
