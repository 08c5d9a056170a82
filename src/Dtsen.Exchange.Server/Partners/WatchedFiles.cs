namespace Dtsen.Exchange.Server.Partners;

/// <summary>Files that are imported together when they change.</summary>
/// <param name="stamp">By what a change is noticed.</param>
/// <param name="import">Reads and imports them.</param>
internal sealed class WatchedFiles(Func<string> stamp, Func<CancellationToken, Task> import)
{
    private string? _imported;
    private string? _last;

    /// <summary>Imports what is there.</summary>
    public async Task ImportAsync(CancellationToken cancellation)
    {
        // Taken before: what changes while it is read is read again.
        var now = stamp();
        await import(cancellation);
        _imported = _last = now;
    }

    /// <summary>
    /// Imports files that have changed and have rested since the look before; what throws is tried again at the next look.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var now = stamp();
        var rested = now == _last;
        _last = now;
        if (rested && now != _imported)
        {
            await import(cancellation);
            _imported = now;
        }
    }
}
