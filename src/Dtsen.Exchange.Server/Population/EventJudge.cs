using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Current;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Says which events of a page cannot be, by what was reported before them. It is told to who reports, and to groncek; what an event does
/// does not depend on it.
/// </summary>
/// <param name="population">People and families as they stand before the page.</param>
internal sealed class EventJudge(PopulationView population)
{
    // What the page itself has said so far.
    private readonly HashSet<FamilyNumber> _formed = [];
    private readonly HashSet<FamilyNumber> _replaced = [];
    private readonly HashSet<Nik> _came = [];
    private readonly HashSet<Nik> _died = [];

    /// <summary>Why an event cannot be; Unspecified where it can.</summary>
    public EventReason Judge(Reported reported)
    {
        var reason = reported.Family is { } family ? Judge(family) : EventReason.Unspecified;
        foreach (var person in reported.People)
        {
            reason = reason == EventReason.Unspecified ? Judge(person, reported.Family) : reason;
        }

        if (reason == EventReason.Unspecified)
        {
            Note(reported);
        }

        return reason;
    }

    private EventReason Judge(FamilyFact family)
    {
        var standing = StandingOf(family.Family);
        if (family.Formation == Formation.None)
        {
            return standing == FamilyStanding.Unknown ? EventReason.KkUnknown : EventReason.Unspecified;
        }

        if (standing != FamilyStanding.Unknown)
        {
            return EventReason.KkKnown;
        }

        return family.Formation != Formation.Continuation ? EventReason.Unspecified : StandingOf(family.Before) switch
        {
            FamilyStanding.Unknown => EventReason.KkUnknown,
            FamilyStanding.Replaced => EventReason.KkReplaced,
            _ => EventReason.Unspecified,
        };
    }

    private EventReason Judge(PersonFact fact, FamilyFact? formed)
    {
        var isKnown = population.TryFindOrNearest(fact.Nik, out var person);
        var hasDied = _died.Contains(fact.Nik) || (isKnown && person.Status == NikStatus.Deceased);
        isKnown |= _came.Contains(fact.Nik);
        if (fact.Joining == Joining.Birth && isKnown)
        {
            return EventReason.NikKnown;
        }

        if (fact.Joining is Joining.None or Joining.Move && !isKnown)
        {
            return EventReason.NikUnknown;
        }

        if (hasDied && (fact.Joining != Joining.None || fact.Status == NikStatus.Deceased || fact.IsEmpty))
        {
            return EventReason.Deceased;
        }

        return fact.Joining != Joining.None && fact.Family != formed?.Family && StandingOf(fact.Family) == FamilyStanding.Unknown
            ? EventReason.KkUnknown : EventReason.Unspecified;
    }

    private void Note(Reported reported)
    {
        if (reported.Family is { Formation: not Formation.None } family)
        {
            _formed.Add(family.Family);
            if (family.Formation == Formation.Continuation)
            {
                _replaced.Add(family.Before);
            }
        }

        foreach (var fact in reported.People)
        {
            if (fact.Joining is Joining.Birth or Joining.Arrival)
            {
                _came.Add(fact.Nik);
            }

            if (fact.Status == NikStatus.Deceased)
            {
                _died.Add(fact.Nik);
            }
        }
    }

    private FamilyStanding StandingOf(FamilyNumber number) =>
        _replaced.Contains(number) ? FamilyStanding.Replaced
        : _formed.Contains(number) ? FamilyStanding.Current
        : population.StandingOf(number);
}
