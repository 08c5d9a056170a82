using System.Collections.Immutable;

namespace Dtsen.Exchange.Domain.Population;

/// <summary>
/// An event as what it says of people and of a KK. What each kind says stands here and nowhere else; nothing of it depends on what is
/// known already, or on what was reported before.
/// </summary>
public sealed class LifeEvent
{
    private LifeEvent(EventOrder order, LifeEventKind kind, ImmutableArray<PersonFact> people, FamilyFact? family = null) =>
        (Order, Kind, People, Family) = (order, kind, people, family);

    /// <summary>Its place among all events.</summary>
    public EventOrder Order { get; }

    /// <summary>Its kind.</summary>
    public LifeEventKind Kind { get; }

    /// <summary>What it says of people.</summary>
    public ImmutableArray<PersonFact> People { get; }

    /// <summary>What it says of a KK.</summary>
    public FamilyFact? Family { get; }

    /// <summary>A child is born into a family.</summary>
    public static LifeEvent Birth(EventOrder order, Nik child, Identity identity, FamilyNumber family) => new(
        order, LifeEventKind.Birth,
        [new PersonFact(child) { Joining = Joining.Birth, Family = family, Identity = identity }]);

    /// <summary>A person dies.</summary>
    public static LifeEvent Death(EventOrder order, Nik person) =>
        new(order, LifeEventKind.Death, [new PersonFact(person) { Status = NikStatus.Deceased }]);

    /// <summary>A whole family moves and keeps its KK.</summary>
    public static LifeEvent Move(EventOrder order, FamilyNumber family, ulong desa) =>
        new(order, LifeEventKind.Move, [], new FamilyFact(family, Formation.None, default, desa));

    /// <summary>People leave their family for another, or for a KK of their own.</summary>
    public static LifeEvent Move(EventOrder order, IEnumerable<Nik> people, Destination destination) =>
        Leaving(order, LifeEventKind.Move, people, destination);

    /// <summary>People come from abroad, or have a NIK for the first time.</summary>
    public static LifeEvent Arrival(EventOrder order, IEnumerable<(Nik Nik, Identity Identity)> people, Destination destination) => new(
        order, LifeEventKind.Arrival,
        [
            .. people.Select(person => new PersonFact(person.Nik)
            {
                Joining = Joining.Arrival, Family = destination.Family, Identity = person.Identity,
            }),
        ],
        Formed(destination, Formation.Arrival));

    /// <summary>Two marry; those who leave their families for it go to a KK.</summary>
    public static LifeEvent Marriage(EventOrder order, IEnumerable<Nik> couple, IEnumerable<Nik> leaving, Destination? destination) =>
        Leaving(order, LifeEventKind.Marriage, leaving, destination, couple);

    /// <summary>Two divorce; those who leave the family go to a KK.</summary>
    public static LifeEvent Divorce(EventOrder order, IEnumerable<Nik> couple, IEnumerable<Nik> leaving, Destination? destination) =>
        Leaving(order, LifeEventKind.Divorce, leaving, destination, couple);

    /// <summary>A KK is issued in the place of another: all who are in that one go along.</summary>
    public static LifeEvent CardChange(EventOrder order, FamilyNumber before, FamilyNumber family, ulong desa) => new(
        order, LifeEventKind.CardChange, [], new FamilyFact(family, Formation.Continuation, before, desa));

    /// <summary>Part of a family has a KK of its own.</summary>
    public static LifeEvent Split(EventOrder order, IEnumerable<Nik> leaving, Destination destination) =>
        Leaving(order, LifeEventKind.CardChange, leaving, destination);

    /// <summary>A NIK is switched on or off, or found to be one of two.</summary>
    public static LifeEvent NikChange(EventOrder order, Nik person, NikStatus status) =>
        new(order, LifeEventKind.NikChange, [new PersonFact(person) { Status = status }]);

    /// <summary>Name, date of birth or sex are corrected.</summary>
    public static LifeEvent Correction(EventOrder order, Nik person, Identity identity) =>
        new(order, LifeEventKind.Correction, [new PersonFact(person) { Identity = identity }]);

    // Of those who are named and stay nothing is said: they must be somebody.
    private static LifeEvent Leaving(
        EventOrder order, LifeEventKind kind, IEnumerable<Nik> people, Destination? destination, IEnumerable<Nik>? named = null)
    {
        List<PersonFact> facts = destination is { } to
            ? [.. people.Select(nik => new PersonFact(nik) { Joining = Joining.Move, Family = to.Family })] : [];
        foreach (var nik in named ?? [])
        {
            if (!facts.Exists(fact => fact.Nik == nik))
            {
                facts.Add(new PersonFact(nik));
            }
        }

        return new LifeEvent(order, kind, [.. facts], destination is { } formed ? Formed(formed, Formation.New) : null);
    }

    private static FamilyFact? Formed(Destination destination, Formation formation) =>
        destination.IsNew ? new FamilyFact(destination.Family, formation, default, destination.NewDesa) : null;
}
