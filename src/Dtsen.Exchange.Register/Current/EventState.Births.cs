using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Population;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Where people stand by date of birth and kabupaten whom the release has elsewhere, or not at all. A person is noted whenever one of the
/// two may have changed, and never taken out: whoever reads a list looks at each as they stand.
/// </summary>
internal sealed partial class EventState
{
    private const int DayBits = 16;

    private readonly NikLists _births = new();

    // Who joined a KK, and may have left it since: they move with it.
    private readonly NikLists _joined = new();

    // KK that changed, whose people are not noted yet. For that a Block is read: where that fails, it is done when the event comes again.
    private readonly Queue<ulong> _changed = new();

    // Empty but while a lineage is walked.
    private readonly Stack<ulong> _lineage = new();

    /// <summary>Finds those who may have come to a day and a kabupaten since the release.</summary>
    public int BornOn(ulong kabupaten, DateOnly day, Span<Nik> niks)
    {
        var found = 0;
        if (BirthLayout.DayOf(day) >= 0)
        {
            foreach (var nik in _births[ListOf(kabupaten, day)])
            {
                if (found == niks.Length)
                {
                    break;
                }

                niks[found++] = nik;
            }
        }

        return found;
    }

    // 0 is no number of a list.
    private static ulong ListOf(ulong kabupaten, DateOnly day) => (kabupaten << DayBits) | (uint)BirthLayout.DayOf(day) | (1ul << 63);

    /// <summary>Notes where somebody stands, unless the release has them there.</summary>
    private void NoteBirth(Nik nik)
    {
        var isInRelease = people.TryFindOrNearest(nik, out var row);
        NoteBirth(nik, isInRelease, row);
    }

    private void NoteBirth(Nik nik, bool isInRelease, in PersonRow row)
    {
        if (TryFind(nik, isInRelease, row, out var person) && BirthLayout.DayOf(person.BirthDate) >= 0)
        {
            var (kabupaten, ranked) = (WilayahCode.KabupatenOf(person.Desa), WilayahCode.KabupatenOf(row.Desa));
            if (!isInRelease || kabupaten != ranked || person.BirthDate != row.BirthDate)
            {
                _births.Add(ListOf(kabupaten, person.BirthDate), nik);
            }

            if (isInRelease && kabupaten != ranked && person.BirthDate != row.BirthDate)
            {
                // Their family may turn out to live where it was ranked, and nobody reads its Block then.
                _births.Add(ListOf(ranked, person.BirthDate), nik);
            }
        }
    }

    /// <summary>Notes where the people stand of a KK and of all that go back to the same one, after any of them changed.</summary>
    private void NoteBirthsOf(ulong family)
    {
        while (_families.TryGet(family, out var state) && state.Formation == Formation.Continuation)
        {
            family = state.FormedFrom;
        }

        if (FamilyNumber.TryFrom(family, out var number) && families.TryFindOrNearest(number, out var row))
        {
            NoteMoved(family, row.Desa);
        }

        var open = _lineage;
        open.Push(family);
        while (open.TryPop(out var next))
        {
            foreach (var nik in _joined[next])
            {
                NoteBirth(nik);
            }

            if (_successors.TryGetValue(next, out var all))
            {
                all.ForEach(open.Push);
            }
            else if (_families.TryGet(next, out var state) && state.Successor != 0)
            {
                open.Push(state.Successor);
            }
        }
    }

    // Its members stand in its Block alone, so that is read, where the family lives in another kabupaten than there.
    private void NoteMoved(ulong family, ulong desa)
    {
        var now = Read(LastOf(family), null).Desa;
        if (WilayahCode.KabupatenOf(now) != WilayahCode.KabupatenOf(desa))
        {
            foreach (var nik in membersOf(new FamilyOrigin(family, desa)))
            {
                NoteBirth(nik);
            }
        }
    }
}
