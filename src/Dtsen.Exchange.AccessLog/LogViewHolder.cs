namespace Dtsen.Exchange.AccessLog;

/// <summary>The view that readers take and that the writer and the sealer swap.</summary>
internal sealed class LogViewHolder(LogView view)
{
    private readonly Lock _gate = new();
    private LogView _view = view;

    public LogView Current => Volatile.Read(ref _view);

    public LogView Change(Func<LogView, LogView> change)
    {
        lock (_gate)
        {
            var next = change(_view);
            Volatile.Write(ref _view, next);
            return next;
        }
    }

    /// <summary>
    /// Reads from the view. A file that was replaced meanwhile is closed and deleted, which its reader notices; then it reads once more.
    /// </summary>
    public T Read<T>(Func<LogView, T> read)
    {
        while (true)
        {
            var view = Current;
            try
            {
                return read(view);
            }
            catch (Exception gone) when (gone is ObjectDisposedException or FileNotFoundException && view != Current)
            {
            }
        }
    }
}
