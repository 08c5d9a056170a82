using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// KK and their lineage. A KK of the release stays what it is; any other is formed by the first event that can have formed it: one that
/// names a KK before needs that to have been there already. So lineage has no circle, whatever is reported.
/// </summary>
internal sealed partial class EventState
{
    // Formations whose KK before is not known, or was formed later than they: by that KK.
    private readonly Dictionary<ulong, List<WaitingFormation>> _waitingFormations = [];

    // Of a KK in whose place several were issued, all of them: its people are in the first.
    private readonly Dictionary<ulong, List<ulong>> _successors = [];

    private void Apply(FamilyFact said, ulong order)
    {
        var number = said.Family.RevealNumber();
        var isNew = said.Formation != Formation.None;
        if (isNew && IsInRelease(number))
        {
            // The number is taken: no event forms what the release holds.
            return;
        }

        var hasMoved = said.Desa != 0 && Move(number, said.Desa, order);
        if (isNew)
        {
            Form(new WaitingFormation(number, said.Formation, said.Before.RevealNumber(), order));
        }

        if (hasMoved || isNew)
        {
            _changed.Enqueue(number);
        }

        while (_changed.TryPeek(out var changed))
        {
            NoteBirthsOf(changed);
            _changed.Dequeue();
        }
    }

    /// <returns>Whether its people live in another kabupaten than so far.</returns>
    private bool Move(ulong number, ulong desa, ulong order)
    {
        ref var family = ref _families.GetOrAdd(number);
        if (order <= family.DesaOrder)
        {
            return false;
        }

        var before = family.Desa != 0 ? family.Desa : Read(number, null).Desa;
        (family.Desa, family.DesaOrder) = (desa, order);
        return WilayahCode.KabupatenOf(desa) != WilayahCode.KabupatenOf(before);
    }

    private bool IsInRelease(ulong family) => FamilyNumber.TryFrom(family, out var number) && families.TryFindOrNearest(number, out _);

    private bool IsKnown(ulong family) =>
        IsInRelease(family) || (_families.TryGet(family, out var state) && state.Formation != Formation.None);

    private bool WasThereBefore(ulong family, ulong order) =>
        IsInRelease(family)
        || (_families.TryGet(family, out var state) && state.Formation != Formation.None && state.FormationOrder < order);

    /// <summary>Forms a KK, unless an earlier event did, and then what has waited for it.</summary>
    private void Form(WaitingFormation first)
    {
        // Not by recursion: however long a chain was reported backwards, the stack holds it.
        var open = new Queue<WaitingFormation>();
        open.Enqueue(first);
        while (open.TryDequeue(out var formation))
        {
            if (formation.Formation == Formation.Continuation && !WasThereBefore(formation.Before, formation.Order))
            {
                WaitFor(formation.Before, formation, _waitingFormations);
                continue;
            }

            ref var family = ref _families.GetOrAdd(formation.Family);
            if (family.Formation != Formation.None && family.FormationOrder <= formation.Order)
            {
                continue;
            }

            var (wasKnown, before) = (family.Formation != Formation.None, family.FormedFrom);
            (family.Formation, family.FormedFrom, family.FormationOrder) = (formation.Formation, formation.Before, formation.Order);
            if (before != 0)
            {
                RemoveSuccessor(before, formation.Family);
                _changed.Enqueue(before);
            }

            if (formation.Before != 0)
            {
                AddSuccessor(formation.Before, formation.Family);
            }

            if (!wasKnown)
            {
                LetJoin(formation.Family);
            }

            if (_waitingFormations.Remove(formation.Family, out var waiting))
            {
                waiting.ForEach(open.Enqueue);
            }
        }
    }

    private void AddSuccessor(ulong family, ulong successor)
    {
        ref var state = ref _families.GetOrAdd(family);
        if (_successors.TryGetValue(family, out var all))
        {
            all.Add(successor);
            state.Successor = FirstOf(all);
        }
        else if (state.Successor == 0)
        {
            state.Successor = successor;
        }
        else
        {
            _successors[family] = all = [state.Successor, successor];
            state.Successor = FirstOf(all);
        }
    }

    private void RemoveSuccessor(ulong family, ulong successor)
    {
        ref var state = ref _families.GetOrAdd(family);
        if (_successors.TryGetValue(family, out var all))
        {
            all.Remove(successor);
            state.Successor = FirstOf(all);
        }
        else if (state.Successor == successor)
        {
            state.Successor = 0;
        }
    }

    private ulong FirstOf(List<ulong> families)
    {
        var (first, order) = (0ul, ulong.MaxValue);
        foreach (var number in families)
        {
            if (_families.TryGet(number, out var state) && state.FormationOrder < order)
            {
                (first, order) = (number, state.FormationOrder);
            }
        }

        return first;
    }

    private readonly record struct WaitingFormation(ulong Family, Formation Formation, ulong Before, ulong Order);
}
