using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Current;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Pages that are judged and not in force yet. Each is judged as if those before it were in force: so one is judged beside them only where
/// nothing that they say can matter to it. By one thread at a time.
/// </summary>
internal sealed class PagesUnderWay
{
    // Of whom they say more than where a KK lives and how a person is called, and in how many of their events.
    private readonly Dictionary<Nik, int> _people = [];
    private readonly Dictionary<FamilyNumber, int> _families = [];

    // How many there are to which every other page may matter.
    private int _lone;

    /// <summary>Whether what they say can matter to a page.</summary>
    public bool Concern(EventPage page) =>
        _lone > 0 || ((_people.Count > 0 || _families.Count > 0) && page.Events.Exists(each => Concern(each.Reported)));

    /// <summary>Adds a page that was judged.</summary>
    /// <param name="page">The page.</param>
    /// <param name="view">By which it was; null where nothing can be judged.</param>
    public void Add(EventPage page, PopulationView? view)
    {
        page.IsLone = page.Events.Exists(each => ConcernsOthers(each.Reported, view));
        Count(page, 1);
    }

    /// <summary>Removes one: it is in force, or never will be.</summary>
    public void Remove(EventPage page) => Count(page, -1);

    private bool Concern(Reported reported)
    {
        if (reported.Family is { } family && (_families.ContainsKey(family.Family) || _families.ContainsKey(family.Before)))
        {
            return true;
        }

        foreach (var fact in reported.People)
        {
            if (_people.ContainsKey(fact.Nik) || (fact.Joining != Joining.None && _families.ContainsKey(fact.Family)))
            {
                return true;
            }
        }

        return false;
    }

    // Others may stand otherwise after it, whom it does not name: those who waited for the KK, or the one that it came from so far.
    private static bool ConcernsOthers(Reported reported, PopulationView? view) =>
        reported.Family is { Formation: not Formation.None } family
        && (view is not { } now || now.IsAwaited(family.Family) || now.StandingOf(family.Family) != FamilyStanding.Unknown);

    private void Count(EventPage page, int more)
    {
        _lone += page.IsLone ? more : 0;
        foreach (var each in page.Events)
        {
            Count(each.Reported, more);
        }
    }

    private void Count(Reported reported, int more)
    {
        if (reported.Family is { Formation: not Formation.None } family)
        {
            Count(_families, family.Family, more);
            if (family.Formation == Formation.Continuation)
            {
                Count(_families, family.Before, more);
            }
        }

        foreach (var fact in reported.People)
        {
            if (fact.Joining != Joining.None)
            {
                Count(_families, fact.Family, more);
            }

            if (fact.Joining != Joining.None || fact.Status != NikStatus.Unspecified)
            {
                Count(_people, fact.Nik, more);
            }
        }
    }

    private static void Count<T>(Dictionary<T, int> counts, T number, int more)
        where T : notnull
    {
        counts.TryGetValue(number, out var count);
        if (count + more == 0)
        {
            counts.Remove(number);
        }
        else
        {
            counts[number] = count + more;
        }
    }
}
