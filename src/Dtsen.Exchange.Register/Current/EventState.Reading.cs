using System.Runtime.InteropServices;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Current;

/// <summary>How people and families stand with the events.</summary>
internal sealed partial class EventState
{
    /// <summary>Whether an event was about a person.</summary>
    public bool IsTouched(Nik nik) => _people.Has(nik.RevealNumber());

    /// <summary>Begins to bring from memory what tells whether an event was about a person.</summary>
    public void FetchWhetherTouched(Nik nik) => _people.Fetch(nik.RevealNumber());

    /// <summary>Begins to bring from memory what events say of people, where <see cref="FetchWhetherTouched"/> came before.</summary>
    /// <param name="niks">The people.</param>
    /// <param name="places">Where they stand in the release; their rows are on their way.</param>
    public void Fetch(ReadOnlySpan<Nik> niks, ReadOnlySpan<long> places)
    {
        for (var at = 0; at < niks.Length; at++)
        {
            _people.FetchValue(niks[at].RevealNumber());
            _families.Fetch(people.FamilyNumberAt(places[at]));
        }

        var identities = CollectionsMarshal.AsSpan(_identities);
        for (var at = 0; at < niks.Length; at++)
        {
            _families.FetchValue(people.FamilyNumberAt(places[at]));
            if (_people.TryGet(niks[at].RevealNumber(), out var person))
            {
                Memory.Fetch(ref identities[person.Identity]);
                if (person.Family != 0)
                {
                    _families.FetchValue(person.Family);
                }
            }
        }
    }

    /// <summary>Begins to bring from memory the names that events say, where <see cref="Fetch"/> came before.</summary>
    public void FetchNames(ReadOnlySpan<Nik> niks)
    {
        foreach (var nik in niks)
        {
            if (_people.TryGet(nik.RevealNumber(), out var person) && _identities[person.Identity].Name is { } name)
            {
                Memory.Fetch(ref MemoryMarshal.GetArrayDataReference(name));
            }
        }
    }

    /// <summary>A person with the events.</summary>
    /// <param name="nik">The person.</param>
    /// <param name="isInRelease">Whether <paramref name="row"/> is theirs; else it is a stranger's.</param>
    /// <param name="row">Row of the release.</param>
    /// <param name="person">The person; the stranger where nobody has the NIK.</param>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFind(Nik nik, bool isInRelease, PersonRow row, out CurrentPerson person)
    {
        if (!IsTouched(nik) && !_families.Has(row.FamilyNumber))
        {
            person = new CurrentPerson(row);
            return isInRelease;
        }

        return TryFindTouched(nik, isInRelease, row, out person);
    }

    private bool TryFindTouched(Nik nik, bool isInRelease, PersonRow row, out CurrentPerson person)
    {
        var isTouched = _people.TryGet(nik.RevealNumber(), out var state);
        if (isTouched && !isInRelease)
        {
            isInRelease = state.Family != 0 && _identities[state.Identity].IsKnown;
            if (isInRelease)
            {
                row = PersonRow.None;
            }
            else
            {
                (isTouched, state) = (false, default);
            }
        }

        var family = isTouched && state.Family != 0 ? state.Family : row.FamilyNumber;
        var joining = family == row.FamilyNumber ? Joining.None : state.Joining;
        var current = Read(LastOf(family), family == row.FamilyNumber ? new FamilyRow(row.Desa, row.Desil) : null);
        current = current with { Desil = DesilRules.OfPerson(joining, current.Desil) };
        var status = state.Status != NikStatus.Unspecified ? state.Status : row.IsNone ? NikStatus.Active : row.Status;
        person = new CurrentPerson(row, current, status, _identities[state.Identity]);
        return isInRelease;
    }

    /// <summary>A family with the events.</summary>
    /// <param name="number">The number that it has now.</param>
    /// <param name="isInRelease">Whether <paramref name="row"/> is of this number; else it is a stranger's.</param>
    /// <param name="row">Row of the release.</param>
    /// <param name="family">The family; the stranger where none has the number.</param>
    /// <returns>Whether a family has the number: one in whose place another was issued has not.</returns>
    public bool TryFind(FamilyNumber number, bool isInRelease, FamilyRow row, out CurrentFamily family)
    {
        var key = number.RevealNumber();
        var isTouched = _families.TryGet(key, out var state);
        if (isTouched && state.Formation != Formation.None)
        {
            family = Read(key, null) with { IsClosed = IsClosed(key) };
            return state.Successor == 0;
        }

        var current = isInRelease && isTouched ? Read(key, row)
            : new CurrentFamily(key, row.Desa, row.Desil, new FamilyOrigin(key, row.Desa), false);
        family = isInRelease ? current with { IsClosed = IsClosed(key) } : current;
        return isInRelease && state.Successor == 0;
    }

    /// <summary>What there is of a nomor KK.</summary>
    public FamilyStanding StandingOf(FamilyNumber number)
    {
        var key = number.RevealNumber();
        return _families.TryGet(key, out var state) && state.Successor != 0 ? FamilyStanding.Replaced
            : IsKnown(key) ? FamilyStanding.Current
            : FamilyStanding.Unknown;
    }

    /// <inheritdoc cref="PopulationView.IsAwaited"/>
    public bool IsAwaited(FamilyNumber number) =>
        _waiting.ContainsKey(number.RevealNumber()) || _waitingFormations.ContainsKey(number.RevealNumber());

    /// <summary>The KK in which the people of a KK are.</summary>
    private ulong LastOf(ulong family)
    {
        while (_families.TryGet(family, out var state) && state.Successor != 0)
        {
            family = state.Successor;
        }

        return family;
    }

    /// <summary>Reads a KK that is known; whether it is closed stands apart.</summary>
    /// <param name="number">The KK.</param>
    /// <param name="ranked">The row of the family that was ranked, where it is at hand.</param>
    private CurrentFamily Read(ulong number, FamilyRow? ranked)
    {
        var desa = 0ul;
        var formation = Formation.None;
        var origin = number;
        while (_families.TryGet(origin, out var state))
        {
            desa = desa != 0 ? desa : state.Desa;
            if (state.Formation == Formation.None)
            {
                break;
            }

            formation = state.Formation;
            if (formation != Formation.Continuation)
            {
                return new CurrentFamily(number, desa, DesilRules.OfFamily(formation, default), default, false);
            }

            origin = state.FormedFrom;
        }

        var row = ranked ?? RowOf(origin);
        return new CurrentFamily(
            number, desa != 0 ? desa : row.Desa, DesilRules.OfFamily(formation, row.Desil), new FamilyOrigin(origin, row.Desa), false);
    }

    private FamilyRow RowOf(ulong family) =>
        FamilyNumber.TryFrom(family, out var number) && families.TryFindOrNearest(number, out var row) ? row : default;

    /// <summary>Whether the last who lived in a KK, or in one before it, has died or gone.</summary>
    private bool IsClosed(ulong number)
    {
        var living = 0;
        for (var family = number; ;)
        {
            _living.TryGet(family, out var more);
            living += more;
            if (!_families.TryGet(family, out var state) || state.Formation == Formation.None)
            {
                // What the release does not count, nobody can count down; and where it counts nobody, nobody has died or gone since.
                return RowOf(family).Living is { } ranked && living + ranked <= 0 && (ranked > 0 || family != number);
            }

            // Its people have come along, unless they are in another KK that was issued in the same place.
            if (state.Formation != Formation.Continuation
                || !_families.TryGet(state.FormedFrom, out var before) || before.Successor != family)
            {
                return living <= 0;
            }

            family = state.FormedFrom;
        }
    }
}
