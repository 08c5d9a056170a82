namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>Level of a region.</summary>
public enum WilayahLevel
{
    /// <summary>Provinsi, 2 digits.</summary>
    Provinsi = 1,

    /// <summary>Kabupaten or kota, 4 digits.</summary>
    KabupatenKota = 2,

    /// <summary>Kecamatan, 6 digits.</summary>
    Kecamatan = 3,

    /// <summary>Desa or kelurahan, 10 digits.</summary>
    DesaKelurahan = 4,
}
