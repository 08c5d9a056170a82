using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Server.Gate;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;

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
    private static readonly string[] KabupatenCodes =
        [.. Enumerable.Range(0, 10_000).Select(code => code.ToString("D4", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Begins to bring a person from memory.</summary>
    public void Prefetch(Nik nik) => population.Prefetch(nik);

    /// <summary>Answers one query.</summary>
    public DesilAnswer Answer(in Lookup lookup) =>
        TryFind(lookup, out var found) ? Answer(found) : NotFound();

    /// <summary>What is told of a family that was found.</summary>
    public static DesilAnswer Answer(FoundFamily found) =>
        found.Outcome is DesilOutcome.Ranked or DesilOutcome.BelumAdaDesil ? Ranked(found) : new DesilAnswer { Outcome = found.Outcome };

    /// <summary>What is told of one that was not.</summary>
    public static DesilAnswer NotFound() => new() { Outcome = DesilOutcome.NotFound };

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

    private static DesilAnswer Ranked(FoundFamily found)
    {
        var desil = found.Desil;
        return desil.Nasional is null
            ? new DesilAnswer { Outcome = found.Outcome, DesilBasis = (Contracts.Type.V1.DesilBasis)desil.Basis }
            : new DesilAnswer
            {
                Outcome = found.Outcome,
                DesilNasional = (uint)desil.Nasional.Value.Value,
                DesilProvinsi = (uint)(desil.Provinsi?.Value ?? 0),
                DesilKabupatenKota = (uint)(desil.KabupatenKota?.Value ?? 0),
                DesilBasis = (Contracts.Type.V1.DesilBasis)desil.Basis,
                WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
                KodeKabupatenKota = KabupatenCodes[found.Kabupaten],
            };
    }
}
