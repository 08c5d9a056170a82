namespace Dtsen.Exchange.Server.Population;

/// <summary>A call of ReportEvents, as its pages know it.</summary>
/// <param name="ended">Cancelled when the call has ended, by either side.</param>
internal sealed class EventCall(CancellationToken ended)
{
    private volatile bool _hasFailed;

    /// <summary>Cancelled when the call has ended, by either side.</summary>
    public CancellationToken Ended => ended;

    /// <summary>Whether none of its pages is taken any more: what follows on a page that failed would be judged without it.</summary>
    public bool IsOver => _hasFailed || ended.IsCancellationRequested;

    /// <summary>One of its pages could not be kept.</summary>
    public void Fail() => _hasFailed = true;
}
