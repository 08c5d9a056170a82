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
    /// <summary>Finds where people stand, and begins to bring from memory what is known of them.</summary>
    public void Locate(ReadOnlySpan<Nik> niks, Span<long> places)
    {
        population.Locate(niks, places);
        population.FetchReported(niks, places);
    }

    /// <summary>Answers one query.</summary>
    /// <param name="lookup">The query.</param>
    /// <param name="place">Where its person stands, as <see cref="Locate"/> gives it; null where that is still to be found.</param>
    public DesilContent Answer(in Lookup lookup, long? place = null) =>
        TryFind(lookup, out var found, place) ? DesilContent.Of(found) : DesilContent.NotFound;

    /// <summary>Finds the family of a query; false for outside, unknown and a wrong proof alike.</summary>
    public bool TryFind(in Lookup lookup, out FoundFamily found, long? place = null) =>
        lookup.Nik is { } nik
            ? TryFindPerson(nik, place, lookup, out found)
            : TryFindFamily(lookup.FamilyNumber!.Value, lookup, out found);

    private bool TryFindPerson(Nik nik, long? place, in Lookup lookup, out FoundFamily family)
    {
        var found = place is { } at
            ? population.TryFindOrNearest(nik, at, out var person)
            : population.TryFindOrNearest(nik, out person);
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
