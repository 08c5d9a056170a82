using System.Runtime.InteropServices;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// What was reported since a release: of each person and KK that an event touched the few values that count, never the events. The same
/// events end in the same state in whichever order they are applied. For one thread that writes, or any number that read.
/// </summary>
/// <param name="people">People table of the release.</param>
/// <param name="families">KK table of the release.</param>
/// <param name="membersOf">Members of a family of the release.</param>
internal sealed partial class EventState(
    PeopleTable people, FamilyTable families, Func<FamilyOrigin, IReadOnlyCollection<Nik>> membersOf)
{
    private readonly NumberTable<PersonState> _people = new();
    private readonly NumberTable<FamilyState> _families = new();

    // By how many its living members are more or fewer than the release counts. Of a KK itself, without those before it.
    private readonly NumberTable<int> _living = new();
    private readonly List<IdentityState> _identities = [default];

    // Who joins a KK that is not known: it may become so, by an event that is late.
    private readonly Dictionary<ulong, List<WaitingPerson>> _waiting = [];

    /// <summary>People of whom an event says something.</summary>
    public int People => _people.Count;

    /// <summary>KK of which an event says something.</summary>
    public int Families => _families.Count;

    /// <summary>Bytes that the tables take.</summary>
    public long Bytes => _people.Bytes + _families.Bytes + _living.Bytes + _births.Bytes + _joined.Bytes;

    /// <summary>Takes an event. After a fault it may be half taken: taken again, it is whole.</summary>
    public void Apply(LifeEvent reported)
    {
        if (reported.Family is { } family)
        {
            Apply(family, reported.Order.Value);
        }

        var rank = Ranks.Of(reported.Kind, reported.Order);
        foreach (var person in reported.People)
        {
            if (!person.IsEmpty)
            {
                Apply(person, reported.Order.Value, rank);
            }
        }
    }

    private static bool Lives(NikStatus status) => status is NikStatus.Active or NikStatus.Inactive;

    private void Apply(PersonFact said, ulong order, ulong rank)
    {
        var isInRelease = people.TryFindOrNearest(said.Nik, out var row);
        if (isInRelease && said.Joining == Joining.Birth)
        {
            // Was born before: the release holds who it is and where.
            return;
        }

        ref var person = ref _people.GetOrAdd(said.Nik.RevealNumber());
        var before = PlaceOf(person, isInRelease, row);
        if (said.Status != NikStatus.Unspecified && order > person.StatusOrder)
        {
            (person.Status, person.StatusOrder) = (said.Status, order);
        }

        var isBornOtherwise = said.Identity is { } identity
            && Apply(ref person, identity, rank, said.Joining != Joining.None, isInRelease, row);

        if (said.Joining != Joining.None)
        {
            var family = said.Family.RevealNumber();
            if (IsKnown(family))
            {
                Join(said.Nik, ref person, family, said.Joining, rank);
            }
            else
            {
                WaitFor(family, new WaitingPerson(said.Nik, said.Joining, rank), _waiting);
            }
        }

        Count(before, PlaceOf(person, isInRelease, row));
        if (said.Joining != Joining.None || isBornOtherwise)
        {
            NoteBirth(said.Nik, isInRelease, row);
        }
    }

    /// <returns>Whether the person was born on another day than so far.</returns>
    private bool Apply(ref PersonState person, Identity said, ulong rank, bool isKnown, bool isInRelease, in PersonRow row)
    {
        if (person.Identity == 0)
        {
            person.Identity = _identities.Count;
            _identities.Add(default);
        }

        ref var identity = ref CollectionsMarshal.AsSpan(_identities)[person.Identity];
        var before = BirthDateOf(identity, isInRelease, row);
        identity.Apply(said, rank);
        identity.IsKnown |= isKnown;
        return BirthDateOf(identity, isInRelease, row) != before;
    }

    private static DateOnly BirthDateOf(in IdentityState identity, bool isInRelease, in PersonRow row) =>
        identity.HasBirthDate ? identity.BirthDate : isInRelease ? row.BirthDate : default;

    private void Join(Nik nik, ref PersonState person, ulong family, Joining joining, ulong rank)
    {
        if (rank > person.FamilyRank)
        {
            _joined.Add(family, nik);
            (person.Family, person.Joining, person.FamilyRank) = (family, joining, rank);
        }
    }

    /// <summary>Notes what waits for a KK; what is taken again waits once.</summary>
    private static void WaitFor<T>(ulong family, T who, Dictionary<ulong, List<T>> waiting)
    {
        if (!waiting.TryGetValue(family, out var all))
        {
            waiting[family] = all = [];
        }

        if (!all.Contains(who))
        {
            all.Add(who);
        }
    }

    /// <summary>Lets those join who waited for a KK that has become known.</summary>
    private void LetJoin(ulong family)
    {
        if (!_waiting.Remove(family, out var waiting))
        {
            return;
        }

        foreach (var (nik, joining, rank) in waiting)
        {
            var isInRelease = people.TryFindOrNearest(nik, out var row);
            ref var person = ref _people.GetOrAdd(nik.RevealNumber());
            var before = PlaceOf(person, isInRelease, row);
            Join(nik, ref person, family, joining, rank);
            Count(before, PlaceOf(person, isInRelease, row));
        }
    }

    /// <summary>The KK in which a person counts as living; 0 for none.</summary>
    private ulong PlaceOf(in PersonState person, bool isInRelease, in PersonRow row)
    {
        if (!isInRelease && !_identities[person.Identity].IsKnown)
        {
            return 0;
        }

        var status = person.Status != NikStatus.Unspecified ? person.Status : isInRelease ? row.Status : NikStatus.Active;
        var family = person.Family != 0 ? person.Family : isInRelease ? row.FamilyNumber : 0;
        return Lives(status) ? family : 0;
    }

    private void Count(ulong before, ulong after)
    {
        if (before == after)
        {
            return;
        }

        if (before != 0)
        {
            _living.GetOrAdd(before)--;
        }

        if (after != 0)
        {
            _living.GetOrAdd(after)++;
        }
    }

    private readonly record struct WaitingPerson(Nik Nik, Joining Joining, ulong Rank);
}
