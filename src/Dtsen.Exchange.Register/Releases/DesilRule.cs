using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using DesilBasis = Dtsen.Exchange.Contracts.Type.V1.DesilBasis;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// When desil and basis agree: a family has all three desil, by a ranking or by lineage; or it has none, being new or not ranked yet.
/// </summary>
internal static class DesilRule
{
    /// <summary>Name of the field that is wrong; null where none is.</summary>
    public static string? FirstWrong(Family family)
    {
        if (family.DesilNasional > Desil.Highest)
        {
            return "desil_nasional";
        }

        if (family.DesilProvinsi > Desil.Highest || (family.DesilProvinsi == 0) != (family.DesilNasional == 0))
        {
            return "desil_provinsi";
        }

        if (family.DesilKabupatenKota > Desil.Highest || (family.DesilKabupatenKota == 0) != (family.DesilNasional == 0))
        {
            return "desil_kabupaten_kota";
        }

        var ranked = family.DesilBasis is DesilBasis.Peringkat or DesilBasis.IkutKeluarga or DesilBasis.KkLanjutan;
        var unranked = family.DesilBasis is DesilBasis.Unspecified or DesilBasis.KeluargaBaru;
        return (family.DesilNasional == 0 ? unranked : ranked) ? null : "desil_basis";
    }

    /// <summary>The desil of a family that the rule lets pass.</summary>
    public static DesilSet Of(Family family) => new(
        At(family.DesilNasional), At(family.DesilProvinsi), At(family.DesilKabupatenKota), (Domain.DesilBasis)family.DesilBasis);

    private static Desil? At(uint value) => Desil.TryFrom((int)value, out var desil) ? desil : null;
}
