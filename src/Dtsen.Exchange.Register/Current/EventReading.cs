namespace Dtsen.Exchange.Register.Current;

/// <summary>The right to read events, which do not change meanwhile. The default value reads none.</summary>
public readonly struct EventReading : IDisposable
{
    private readonly ReportedEvents.Side? _side;

    internal EventReading(ReportedEvents.Side side) => _side = side;

    /// <summary>Entry of the change log up to which it has all events; 0 where none was reported.</summary>
    public long Seq => _side?.Seq ?? 0;

    internal EventState? State => _side?.State;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_side is { } side)
        {
            Interlocked.Decrement(ref side.Readers);
        }
    }
}
