using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// What was reported since a release, for any number of readers and one writer. It is held twice: readers take one of the two and find it
/// unchanged for as long as they hold it; the writer changes the other, lets readers come to that, and changes the first too: at once where
/// nobody is left at it, else before the next change. Readers never wait.
/// </summary>
public sealed class ReportedEvents
{
    private readonly Func<FamilyOrigin, IReadOnlyCollection<Nik>> _membersOf;

    // What one side asked for, the other asks for next.
    private readonly Dictionary<ulong, IReadOnlyCollection<Nik>> _members = [];
    private readonly Side[] _sides;

    private volatile int _open;

    // What the side that is not open lacks still.
    private (long Seq, IReadOnlyCollection<LifeEvent> Events)? _behind;

    /// <param name="people">People table of the release.</param>
    /// <param name="families">KK table of the release.</param>
    /// <param name="membersOf">Members of a family of the release: asked for where one has moved to another kabupaten.</param>
    public ReportedEvents(PeopleTable people, FamilyTable families, Func<FamilyOrigin, IReadOnlyCollection<Nik>> membersOf)
    {
        _membersOf = membersOf;
        _sides = [new Side(new EventState(people, families, MembersOf)), new Side(new EventState(people, families, MembersOf))];
    }

    /// <summary>People of whom an event says something.</summary>
    public int People => _sides[_open].State.People;

    /// <summary>KK of which an event says something.</summary>
    public int Families => _sides[_open].State.Families;

    /// <summary>Bytes that the tables take.</summary>
    public long Bytes => _sides[0].State.Bytes + _sides[1].State.Bytes;

    /// <summary>Begins to read; to be disposed of soon, and before anything is awaited. The writer waits for it.</summary>
    public EventReading Read()
    {
        while (true)
        {
            var side = _sides[_open];
            if (side.Seq == 0)
            {
                // Nothing was reported: there is nothing to hold.
                return default;
            }

            Interlocked.Increment(ref side.Readers);
            if (side == _sides[_open])
            {
                return new EventReading(side);
            }

            // The writer may have looked already.
            Interlocked.Decrement(ref side.Readers);
        }
    }

    /// <summary>
    /// Takes events; whoever begins to read after it returns sees them all, and nobody sees some of them. By one thread at a time.
    /// Where it throws, because members cannot be read, it is to be called again with the same.
    /// </summary>
    /// <param name="seq">Number of the entry of the change log that brings them, above all before.</param>
    /// <param name="events">The events, in any order.</param>
    public void Apply(long seq, IReadOnlyCollection<LifeEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var closed = _sides[1 - _open];
        var wait = default(SpinWait);
        while (!TryCatchUp(closed))
        {
            wait.SpinOnce();
        }

        Apply(closed, seq, events);
        _behind = (seq, events);
        var open = _sides[_open];
        _open = 1 - _open;
        Interlocked.MemoryBarrier();
        TryCatchUp(open);
    }

    private bool TryCatchUp(Side closed)
    {
        if (_behind is var (seq, events))
        {
            if (Volatile.Read(ref closed.Readers) > 0)
            {
                return false;
            }

            Apply(closed, seq, events);
            _behind = null;
            _members.Clear();
        }

        return true;
    }

    private static void Apply(Side side, long seq, IReadOnlyCollection<LifeEvent> events)
    {
        foreach (var reported in events)
        {
            side.State.Apply(reported);
        }

        Volatile.Write(ref side.Seq, seq);
    }

    private IReadOnlyCollection<Nik> MembersOf(FamilyOrigin family) =>
        _members.TryGetValue(family.FamilyNumber, out var members)
            ? members
            : _members[family.FamilyNumber] = _membersOf(family);

    /// <summary>One of the two.</summary>
    internal sealed class Side(EventState state)
    {
        /// <summary>Who holds it.</summary>
        public int Readers;

        /// <summary>Entry of the change log up to which it has all; 0 where nothing was reported.</summary>
        public long Seq;

        public EventState State => state;
    }
}
