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
    public static string? FirstWrong(Family family) =>
        FirstWrong(family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota, family.DesilBasis);

    /// <summary>The same of the four values.</summary>
    public static string? FirstWrong(uint nasional, uint provinsi, uint kabupatenKota, DesilBasis basis)
    {
        if (nasional > Desil.Highest)
        {
            return "desil_nasional";
        }

        if (provinsi > Desil.Highest || (provinsi == 0) != (nasional == 0))
        {
            return "desil_provinsi";
        }

        if (kabupatenKota > Desil.Highest || (kabupatenKota == 0) != (nasional == 0))
        {
            return "desil_kabupaten_kota";
        }

        var ranked = basis is DesilBasis.Peringkat or DesilBasis.IkutKeluarga or DesilBasis.KkLanjutan;
        var unranked = basis is DesilBasis.Unspecified or DesilBasis.KeluargaBaru;
        return (nasional == 0 ? unranked : ranked) ? null : "desil_basis";
    }

    /// <summary>The desil of a family that the rule lets pass.</summary>
    public static DesilSet Of(Family family) =>
        Of(family.DesilNasional, family.DesilProvinsi, family.DesilKabupatenKota, family.DesilBasis);

    /// <summary>The desil that four values are.</summary>
    public static DesilSet Of(uint nasional, uint provinsi, uint kabupatenKota, DesilBasis basis) =>
        new(At(nasional), At(provinsi), At(kabupatenKota), (Domain.DesilBasis)basis);

    private static Desil? At(uint value) => Desil.TryFrom((int)value, out var desil) ? desil : null;
}
