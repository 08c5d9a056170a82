using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// People and families as a lookup reads them: those of a release, with what was reported since where the lookup is about today. Every
/// lookup finds a row, its own or a stranger's, so that the work does not tell who is in the register. It stays the same for as long as
/// it is held, which is for one call or one page.
/// </summary>
/// <param name="people">People table of the release.</param>
/// <param name="families">KK table of the release.</param>
public readonly struct PopulationView(PeopleTable people, FamilyTable families)
{
    /// <summary>Finds a person; a stranger where nobody has the NIK.</summary>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFindOrNearest(Nik nik, out CurrentPerson person)
    {
        var found = people.TryFindOrNearest(nik, out var row);
        person = new CurrentPerson(row);
        return found;
    }

    /// <summary>Finds a family by the number that it has now; a stranger where none has it.</summary>
    /// <returns>Whether a family has the number.</returns>
    public bool TryFindOrNearest(FamilyNumber number, out CurrentFamily family)
    {
        var found = families.TryFindOrNearest(number, out var row);
        family = new CurrentFamily(
            number.RevealNumber(), row.Desa, row.Desil, new FamilyOrigin(number.RevealNumber(), row.Desa), false);
        return found;
    }
}
