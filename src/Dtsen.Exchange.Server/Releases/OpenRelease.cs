using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.History;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// A release on this node: whole, from when it is opened until it is retired, and its history from then on. Who reads it whole holds a
/// lease, for one call or one page; its files stay mapped until the last lease ends, whatever becomes of the release meanwhile. Safe for
/// several threads.
/// </summary>
internal sealed class OpenRelease : IDisposable
{

    private readonly Lock _opening = new();
    private readonly CancellationTokenSource _withdrawn = new();
    private SealedRelease? _files;
    private volatile HistoryTable? _history;
    private volatile ReportedEvents? _events;
    private int _eventsBegun;

    // One for being open, and one a lease: when it falls to 0 the files are closed, for good.
    private int _holds;
    private int _closed;

    /// <summary>What BPS signed; of a release that was opened.</summary>
    public ReleaseManifest Manifest => _files?.Manifest ?? throw new InvalidOperationException("The release was not opened.");

    /// <summary>Cancelled when it was rolled back or retired: no stream goes on with it.</summary>
    public CancellationToken Withdrawn => _withdrawn.Token;

    /// <summary>Whether its history is here and answers for it.</summary>
    public bool HasHistory => _history is not null;

    /// <summary>Whether it was opened whole, here and since the node started.</summary>
    public bool WasOpened => _files is not null;

    /// <summary>Opens it, unless it is or was, or is history.</summary>
    /// <param name="open">Opens and verifies the files.</param>
    public void Open(Func<SealedRelease> open)
    {
        lock (_opening)
        {
            if (_files is null && _history is null)
            {
                _files = open();
                Volatile.Write(ref _holds, 1);
            }
        }
    }

    /// <summary>
    /// Takes a lease of the release with what was reported since its snapshot: what a lookup about today reads. To be disposed of before
    /// anything is awaited.
    /// </summary>
    /// <returns>False where the release is not open whole.</returns>
    public bool TryLeaseCurrent(out ReleaseLease lease)
    {
        var isOpen = TryLease(out lease);
        if (isOpen && _events is { } events)
        {
            lease = lease.With(events.Read());
        }

        return isOpen;
    }

    /// <summary>Takes a lease of the release as it was sealed, to be disposed of soon.</summary>
    /// <returns>False where the release is not open whole.</returns>
    public bool TryLease(out ReleaseLease lease)
    {
        for (var holds = Volatile.Read(ref _holds); holds > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holds, holds + 1, holds);
            if (seen == holds)
            {
                lease = new ReleaseLease(this, _files!);
                return true;
            }

            holds = seen;
        }

        lease = default;
        return false;
    }

    /// <summary>
    /// Finds a person as the history has, or will have, them; a neighbour where nobody has the NIK. Until the history of a release that was
    /// retired is made, the release whole answers the same.
    /// </summary>
    public bool TryFindPast(Nik nik, out HistoryRow row)
    {
        if (_history is { } history)
        {
            return history.TryFindOrNearest(nik, out row);
        }

        if (!TryLease(out var lease))
        {
            // Either it was closed between the two looks, which the history precedes, or it is not on this node at all.
            row = default;
            return _history is { } late && late.TryFindOrNearest(nik, out row);
        }

        using (lease)
        {
            var found = lease.Files.People.TryFindOrNearest(nik, out var person);
            row = new HistoryRow(WilayahCode.KabupatenOf(person.Desa), person.Desil, person.Status);
            return found;
        }
    }

    /// <summary>Whether what was reported before now is still to be brought into force; true once.</summary>
    public bool BeginEvents() => Interlocked.Exchange(ref _eventsBegun, 1) == 0;

    /// <summary>Brings events into force, where the release is open whole. By one thread at a time, in order.</summary>
    /// <param name="seq">Entry of the change log that brings them.</param>
    /// <param name="events">The events.</param>
    public void Apply(long seq, IReadOnlyCollection<LifeEvent> events)
    {
        if (!_withdrawn.IsCancellationRequested && TryLease(out var lease))
        {
            using (lease)
            {
                var files = lease.Files;
                (_events ??= new ReportedEvents(files.People, files.Families, files.MembersOf)).Apply(seq, events);
            }
        }
    }

    /// <summary>Ends the streams that are bound to it; nobody asks for what was reported since. Calls and pages under way go on.</summary>
    public void Withdraw()
    {
        _withdrawn.Cancel();
        _events = null;
    }

    /// <summary>Puts the history in the place of the rest, which is closed with the last lease.</summary>
    public void Retire(HistoryTable history)
    {
        _history = history;
        CloseFiles();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CloseFiles();
        _history?.Dispose();
    }

    /// <summary>Ends a lease.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
        {
            _files!.Dispose();
        }
    }

    private void CloseFiles()
    {
        _withdrawn.Cancel();
        lock (_opening)
        {
            if (_files is not null && _closed++ == 0)
            {
                Leave();
            }
        }
    }
}
