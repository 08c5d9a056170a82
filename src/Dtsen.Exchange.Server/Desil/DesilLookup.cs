using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.People;
using Dtsen.Exchange.Server.Gate;
using NikStatus = Dtsen.Exchange.Domain.NikStatus;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// One lookup in one release. Outside the wilayah, unknown, and a wrong proof end in the same answer after the same work: every lookup
/// finds a row, its own or a stranger's, and compares all that there is to compare.
/// </summary>
/// <param name="people">People table of the release.</param>
/// <param name="families">KK table of the release.</param>
/// <param name="wilayah">Domiciles that the call may see.</param>
/// <param name="citizen">The citizen who asks, where the end user is one; else null.</param>
internal readonly struct DesilLookup(PeopleTable people, FamilyTable families, WilayahLimit wilayah, CitizenHash? citizen)
{
    private const ulong DesaPerKabupaten = 1_000_000;

    /// <summary>Answers one query.</summary>
    public DesilAnswer Answer(Lookup lookup) =>
        lookup.Nik is { } nik ? AnswerPerson(nik, lookup) : AnswerFamily(lookup.FamilyNumber!.Value, lookup);

    private DesilAnswer AnswerPerson(Nik nik, Lookup lookup)
    {
        var found = people.TryFindOrNearest(nik, out var person);
        found &= wilayah.Contains(person.Desa);
        found &= lookup.FoldedName is null || person.NameEquals(lookup.FoldedName);
        found &= lookup.ProofFamilyNumber is not { } proof || person.FamilyNumber == proof.RevealNumber();
        found &= citizen is null || citizen.IsOf(nik);
        if (!found)
        {
            return NotFound();
        }

        return person.Status switch
        {
            NikStatus.Deceased => new DesilAnswer { Outcome = DesilOutcome.Meninggal },
            NikStatus.Inactive => new DesilAnswer { Outcome = DesilOutcome.NikTidakAktif },
            NikStatus.Duplicate => new DesilAnswer { Outcome = DesilOutcome.NikGanda },
            _ => Ranked(person.Desil, person.Desa),
        };
    }

    private DesilAnswer AnswerFamily(FamilyNumber familyNumber, Lookup lookup)
    {
        var found = families.TryFindOrNearest(familyNumber, out var family);
        found &= wilayah.Contains(family.Desa);
        if (lookup.MemberNik is { } member)
        {
            // Never &&: what is compared must not depend on what was found.
            found &= people.TryFindOrNearest(member, out var person);
            found &= person.FamilyNumber == familyNumber.RevealNumber();
        }

        found &= citizen is null || (lookup.MemberNik is { } own && citizen.IsOf(own));

        return found ? Ranked(family.Desil, family.Desa) : NotFound();
    }

    private static DesilAnswer NotFound() => new() { Outcome = DesilOutcome.NotFound };

    private static DesilAnswer Ranked(DesilSet desil, ulong desa) =>
        desil.Nasional is null
            ? new DesilAnswer { Outcome = DesilOutcome.BelumAdaDesil, DesilBasis = (Contracts.Type.V1.DesilBasis)desil.Basis }
            : new DesilAnswer
            {
                Outcome = DesilOutcome.Ranked,
                DesilNasional = (uint)desil.Nasional.Value.Value,
                DesilProvinsi = (uint)(desil.Provinsi?.Value ?? 0),
                DesilKabupatenKota = (uint)(desil.KabupatenKota?.Value ?? 0),
                DesilBasis = (Contracts.Type.V1.DesilBasis)desil.Basis,
                WilayahCodeSystem = WilayahCodeSystem.Kemendagri,
                KodeKabupatenKota = KabupatenOf(desa),
            };

    private static string KabupatenOf(ulong desa) =>
        (desa / DesaPerKabupaten).ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
}
