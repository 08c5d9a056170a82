using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Register.Current;
using Reported = Dtsen.Exchange.Domain.Population.LifeEvent;

namespace Dtsen.Exchange.Server.Population;

/// <summary>
/// Pages that are taken together. Each is judged as if those before it were in force: so a page goes with them only where nothing that they
/// say can matter to it.
/// </summary>
/// <param name="population">People and families as they stand before all of them; null where nothing can be judged.</param>
internal sealed class EventBatch(PopulationView? population)
{
    // An entry of the change log is read whole.
    private const int MaxBytes = 1 << 20;

    // Of whom the pages say more than where a KK lives and how a person is called.
    private readonly HashSet<Nik> _people = [];
    private readonly HashSet<FamilyNumber> _families = [];

    private EventPage? _first;
    private bool _isClosed;
    private int _bytes;

    /// <summary>Whether the next page can be taken with those that are there; the first always can.</summary>
    public bool Takes(EventPage page) => _first is null
        || (!_isClosed && !page.IsDryRun && page.Application == _first.Application && _bytes + page.Size <= MaxBytes
            && ((_people.Count == 0 && _families.Count == 0) || !page.Events.Exists(each => Concerns(each.Reported))));

    /// <summary>Takes a page, and judges its events.</summary>
    public void Add(EventPage page)
    {
        _first ??= page;
        _bytes += page.Size;
        _isClosed = page.IsDryRun;
        if (population is not { } view)
        {
            return;
        }

        var judge = new EventJudge(view);
        foreach (var each in page.Events)
        {
            each.Reason = judge.Judge(each.Reported);
            Note(each.Reported, view);
        }
    }

    private bool Concerns(Reported reported)
    {
        if (reported.Family is { } family && (_families.Contains(family.Family) || _families.Contains(family.Before)))
        {
            return true;
        }

        foreach (var fact in reported.People)
        {
            if (_people.Contains(fact.Nik) || (fact.Joining != Joining.None && _families.Contains(fact.Family)))
            {
                return true;
            }
        }

        return false;
    }

    private void Note(Reported reported, PopulationView view)
    {
        if (reported.Family is { Formation: not Formation.None } family)
        {
            _families.Add(family.Family);
            if (family.Formation == Formation.Continuation)
            {
                _families.Add(family.Before);
            }

            // Others may stand otherwise after it, whom it does not name: those who waited for the KK, or the one that it came from so far.
            _isClosed |= view.IsAwaited(family.Family) || view.StandingOf(family.Family) != FamilyStanding.Unknown;
        }

        foreach (var fact in reported.People)
        {
            if (fact.Joining != Joining.None)
            {
                _families.Add(fact.Family);
            }

            if (fact.Joining != Joining.None || fact.Status != NikStatus.Unspecified)
            {
                _people.Add(fact.Nik);
            }
        }
    }
}
