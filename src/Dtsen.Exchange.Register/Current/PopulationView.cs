using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// People and families as a lookup reads them: those of a release, with what was reported since where the lookup is about today. Every
/// lookup but one finds a row, its own or a stranger's, so that the work does not tell who is in the register. It stays the same for as
/// long as it is held, which is for one call or one page.
/// </summary>
public readonly struct PopulationView
{
    private readonly PeopleTable _people;
    private readonly FamilyTable _families;
    private readonly EventState? _events;

    /// <param name="people">People table of the release.</param>
    /// <param name="families">KK table of the release.</param>
    /// <param name="events">What was reported since; the default value for a lookup as of the release.</param>
    public PopulationView(PeopleTable people, FamilyTable families, EventReading events = default)
    {
        _people = people;
        _families = families;
        _events = events.State;
    }

    /// <summary>
    /// Finds where many people stand, or would stand, and begins to bring their rows from memory, where lookups follow in a moment.
    /// </summary>
    /// <param name="niks">NIKs; the default value for nobody.</param>
    /// <param name="places">Takes their places, for <see cref="TryFindOrNearest(Nik, long, out CurrentPerson)"/>.</param>
    public void Locate(ReadOnlySpan<Nik> niks, Span<long> places)
    {
        if (_events is { } events)
        {
            foreach (var nik in niks)
            {
                events.FetchWhetherTouched(nik);
            }
        }

        _people.Locate(niks, places);
    }

    /// <summary>Begins to bring from memory what was reported of people who were located.</summary>
    /// <param name="niks">NIKs; the default value for nobody.</param>
    /// <param name="places">Their places.</param>
    public void FetchReported(ReadOnlySpan<Nik> niks, ReadOnlySpan<long> places) => _events?.Fetch(niks, places);

    /// <summary>
    /// Begins to bring those names from memory that their rows do not hold, of people of whom what was reported was fetched.
    /// </summary>
    /// <param name="niks">NIKs; the default value for nobody.</param>
    /// <param name="places">Their places.</param>
    public void FetchNames(ReadOnlySpan<Nik> niks, ReadOnlySpan<long> places)
    {
        _people.FetchLongNames(places);
        _events?.FetchNames(niks);
    }

    /// <summary>Whether somebody may have a NIK. False for most that a slip makes of another, which need no lookup then.</summary>
    public bool MayBeHeld(Nik nik) => _people.HasRegionOf(nik) || _events?.IsTouched(nik) == true;

    /// <summary>Finds a person; a stranger where nobody has the NIK.</summary>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFindOrNearest(Nik nik, out CurrentPerson person)
    {
        var found = _people.TryFindOrNearest(nik, out var row);
        return TryFind(nik, found, row, out person);
    }

    /// <summary>The same of a person who was located before.</summary>
    /// <param name="nik">NIK.</param>
    /// <param name="place">Their place, as <see cref="Locate"/> gives it.</param>
    /// <param name="person">The person.</param>
    public bool TryFindOrNearest(Nik nik, long place, out CurrentPerson person)
    {
        var found = _people.TryFindOrNearest(nik, place, out var row);
        return TryFind(nik, found, row, out person);
    }

    /// <summary>Finds a person who was located before, where the work may tell whether somebody has the NIK.</summary>
    /// <param name="nik">NIK.</param>
    /// <param name="place">Their place, as <see cref="Locate"/> gives it.</param>
    /// <param name="person">The person; nobody where none has the NIK.</param>
    public bool TryFind(Nik nik, long place, out CurrentPerson person)
    {
        var found = _people.TryFindOrNearest(nik, place, out var row);
        if (!found && _events?.IsTouched(nik) != true)
        {
            person = default;
            return false;
        }

        return TryFind(nik, found, row, out person);
    }

    /// <summary>
    /// Finds people who may have been born on a day and live in a kabupaten; some of them did, and do so no longer: each is to be looked
    /// up.
    /// </summary>
    /// <param name="kabupaten">Kabupaten or kota, four digits.</param>
    /// <param name="day">Date of birth.</param>
    /// <param name="niks">Takes them, as far as there is room, those first whom an event brought there.</param>
    /// <returns>How many there are in it, each once.</returns>
    public int BornOn(ulong kabupaten, DateOnly day, Span<Nik> niks)
    {
        var found = _events?.BornOn(kabupaten, day, niks) ?? 0;
        return found + _people.BornOn(kabupaten, day, niks[found..]);
    }

    /// <summary>Finds a family by the number that it has now; a stranger where none has it.</summary>
    /// <returns>Whether a family has the number.</returns>
    public bool TryFindOrNearest(FamilyNumber number, out CurrentFamily family)
    {
        var found = _families.TryFindOrNearest(number, out var row);
        if (_events is { } events)
        {
            return events.TryFind(number, found, row, out family);
        }

        var key = number.RevealNumber();
        family = new CurrentFamily(key, row.Desa, row.Desil, new FamilyOrigin(key, row.Desa), false);
        return found;
    }

    /// <summary>What there is of a nomor KK.</summary>
    public FamilyStanding StandingOf(FamilyNumber number) =>
        _events is { } events ? events.StandingOf(number)
        : _families.TryFindOrNearest(number, out _) ? FamilyStanding.Current
        : FamilyStanding.Unknown;

    /// <summary>Whether an event waits for a nomor KK: when that is formed, people or another KK may become known.</summary>
    public bool IsAwaited(FamilyNumber number) => _events is { } events && events.IsAwaited(number);

    private bool TryFind(Nik nik, bool found, PersonRow row, out CurrentPerson person)
    {
        if (_events is { } events)
        {
            return events.TryFind(nik, found, row, out person);
        }

        person = new CurrentPerson(row);
        return found;
    }
}
