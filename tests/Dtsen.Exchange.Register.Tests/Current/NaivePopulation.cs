using System.Text;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Register.Tests.Current;

/// <summary>
/// What a release and a set of events say, worked out the slow way: with all events at hand, in their order, and everything anew for each
/// question.
/// </summary>
internal sealed class NaivePopulation
{
    private readonly SmallRelease _release;
    private readonly List<LifeEvent> _events;
    private readonly Dictionary<ulong, (Formation Formation, ulong Before)> _formed = [];
    private readonly Dictionary<ulong, ulong> _successors = [];

    public NaivePopulation(SmallRelease release, IEnumerable<LifeEvent> events)
    {
        _release = release;
        _events = [.. events.OrderBy(reported => reported.Order)];
        foreach (var said in _events.Select(reported => reported.Family).OfType<FamilyFact>())
        {
            var (number, before) = (said.Family.RevealNumber(), said.Before.RevealNumber());
            if (said.Formation != Formation.None && !IsKnown(number) && (said.Formation != Formation.Continuation || IsKnown(before)))
            {
                _formed[number] = (said.Formation, before);
                if (before != 0)
                {
                    _successors.TryAdd(before, number);
                }
            }
        }
    }

    public static bool Lives(NikStatus status) => status is NikStatus.Active or NikStatus.Inactive;

    public bool IsKnown(ulong family) => _release.FamilyRows.ContainsKey(family) || _formed.ContainsKey(family);

    public ulong LastOf(ulong family) => _successors.TryGetValue(family, out var next) ? LastOf(next) : family;

    /// <summary>The family of a number; null where it is nobody's, or was replaced.</summary>
    public (ulong Desa, DesilSet Desil, ulong Origin, bool IsClosed)? Family(ulong number) =>
        IsKnown(number) && !_successors.ContainsKey(number)
            ? (DesaOf(number), DesilOf(number), OriginOf(number), IsClosed(number))
            : null;

    /// <summary>A person; null where nobody has the NIK.</summary>
    public NaivePerson? Person(ulong nik)
    {
        var ranked = _release.PersonRows.GetValueOrDefault(nik);
        var facts = _events.SelectMany(reported => reported.People
            .Where(fact => fact.Nik.RevealNumber() == nik && !(ranked is not null && fact.Joining == Joining.Birth))).ToList();
        if (ranked is null && !facts.Exists(fact => fact.Joining is not Joining.None && fact.Identity is not null))
        {
            return null;
        }

        // Births first, the first birth last of them: then the last of all counts.
        facts = [.. facts.Where(fact => fact.Joining == Joining.Birth).Reverse(), .. facts.Where(fact => fact.Joining != Joining.Birth)];
        var joined = facts.LastOrDefault(fact => fact.Joining != Joining.None && IsKnown(fact.Family.RevealNumber()));
        var family = joined?.Family.RevealNumber() ?? ranked?.Family ?? 0;
        if (family == 0)
        {
            return null;
        }

        var now = LastOf(family);
        var status = facts.LastOrDefault(fact => fact.Status != NikStatus.Unspecified)?.Status ?? ranked?.Status ?? NikStatus.Active;
        var stayed = family == ranked?.Family;
        return new NaivePerson(
            now, family, DesaOf(now), DesilRules.OfPerson(stayed ? Joining.None : joined!.Joining, DesilOf(now)), OriginOf(now), status,
            facts.LastOrDefault(fact => fact.Identity?.FoldedName is not null)?.Identity!.FoldedName ?? Encoding.UTF8.GetBytes(ranked!.Name),
            facts.LastOrDefault(fact => fact.Identity?.BirthDate is not null)?.Identity!.BirthDate ?? ranked!.BirthDate,
            facts.LastOrDefault(fact => fact.Identity?.Sex is not null)?.Identity!.Sex ?? ranked!.Sex);
    }

    private ulong DesaOf(ulong family)
    {
        var isRanked = _release.FamilyRows.TryGetValue(family, out var row);
        var said = _events.Select(reported => reported.Family).OfType<FamilyFact>().LastOrDefault(
            fact => fact.Family.RevealNumber() == family && fact.Desa != 0 && (fact.Formation == Formation.None || !isRanked));
        return said.Desa != 0 ? said.Desa : isRanked ? row.Desa : _formed[family].Before is var before and not 0 ? DesaOf(before) : 0;
    }

    private DesilSet DesilOf(ulong family) => _release.FamilyRows.TryGetValue(family, out var row)
        ? row.Desil
        : DesilRules.OfFamily(_formed[family].Formation, _formed[family].Before is var before and not 0 ? DesilOf(before) : default);

    private ulong OriginOf(ulong family) => _release.FamilyRows.ContainsKey(family) ? family
        : _formed[family].Before is var before and not 0 ? OriginOf(before) : 0;

    private bool IsClosed(ulong family)
    {
        var everybody = _release.PersonRows.Keys.Concat(_events.SelectMany(reported => reported.People).Select(fact => fact.Nik.RevealNumber()));
        return !everybody.Distinct().Select(Person).Any(person => person is not null && person.Family == family && Lives(person.Status))
            && (_formed.ContainsKey(family) || _release.FamilyRows[family].Living > 0);
    }
}
