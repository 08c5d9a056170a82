using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Gate;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// One lookup in one release. Outside the wilayah, unknown, and a wrong proof end in the same answer after the same work: every lookup
/// finds a row, its own or a stranger's, and compares all that there is to compare.
/// </summary>
/// <param name="population">People and families of the release.</param>
/// <param name="wilayah">Domiciles that the call may see.</param>
/// <param name="citizen">The citizen who asks, where the end user is one; else null.</param>
internal readonly struct DesilLookup(PopulationView population, WilayahLimit wilayah, CitizenHash? citizen)
{
    /// <summary>Begins to bring a person from memory.</summary>
    public void Prefetch(Nik nik) => population.Prefetch(nik);

    /// <summary>Answers one query.</summary>
    public DesilContent Answer(in Lookup lookup) => TryFind(lookup, out var found) ? DesilContent.Of(found) : DesilContent.NotFound;

    /// <summary>Finds the family of a query; false for outside, unknown and a wrong proof alike.</summary>
    public bool TryFind(in Lookup lookup, out FoundFamily found) =>
        lookup.Nik is { } nik ? TryFindPerson(nik, lookup, out found) : TryFindFamily(lookup.FamilyNumber!.Value, lookup, out found);

    private bool TryFindPerson(Nik nik, in Lookup lookup, out FoundFamily family)
    {
        var found = population.TryFindOrNearest(nik, out var person);
        found &= wilayah.Contains(person.Desa);
        found &= lookup.Name is null || person.CompareName(lookup.Name).Score >= NameMatch.Proof;
        found &= lookup.ProofFamilyNumber is not { } proof || person.FamilyNumber == proof.RevealNumber();
        found &= citizen is null || citizen.IsOf(nik);
        family = new FoundFamily(person.Origin, person.Desil, person.Status);
        return found;
    }

    private bool TryFindFamily(FamilyNumber familyNumber, in Lookup lookup, out FoundFamily family)
    {
        var found = population.TryFindOrNearest(familyNumber, out var row);
        found &= wilayah.Contains(row.Desa);
        if (lookup.MemberNik is { } member)
        {
            // Never &&: what is compared must not depend on what was found.
            found &= population.TryFindOrNearest(member, out var person);
            found &= person.FamilyNumber == familyNumber.RevealNumber();
        }

        found &= citizen is null || (lookup.MemberNik is { } own && citizen.IsOf(own));
        family = new FoundFamily(row.Origin, row.Desil, NikStatus.Active, row.IsClosed);
        return found;
    }
}
