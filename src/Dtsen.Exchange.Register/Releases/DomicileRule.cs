using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// When the region codes of a family are right: of Kemendagri, all four levels, those above being the desa's own, all within the kabupaten
/// under which the family was sent. All four, because a user who may not read the desa reads the levels above.
/// </summary>
internal sealed class DomicileRule(WilayahTable wilayah, WilayahCode kabupaten)
{
    private readonly string _kabupaten = kabupaten.ToString();
    private readonly string _provinsi = kabupaten.Parent!.Value.ToString();

    /// <summary>Name of the field that is wrong; null where none is.</summary>
    public string? FirstWrong(Family family)
    {
        if (family.WilayahCodeSystem != WilayahCodeSystem.Kemendagri)
        {
            return "wilayah_code_system";
        }

        if (family.KodeProvinsi != _provinsi)
        {
            return "kode_provinsi";
        }

        if (family.KodeKabupatenKota != _kabupaten)
        {
            return "kode_kabupaten_kota";
        }

        // The desa before its kecamatan: it is the desa that says which kecamatan is right.
        if (!WilayahCode.TryParse(family.KodeKelurahanDesa, out var desa)
            || desa.Level != WilayahLevel.DesaKelurahan || !wilayah.Contains(desa) || !kabupaten.Contains(desa))
        {
            return "kode_kelurahan_desa";
        }

        return WilayahCode.TryParse(family.KodeKecamatan, out var kecamatan) && kecamatan == desa.Parent ? null : "kode_kecamatan";
    }

    /// <summary>The desa of a family that the rule lets pass, as a number.</summary>
    public static ulong DesaOf(Family family) => ulong.Parse(family.KodeKelurahanDesa, NumberStyles.None, CultureInfo.InvariantCulture);
}
