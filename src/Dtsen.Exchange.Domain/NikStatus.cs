namespace Dtsen.Exchange.Domain;

/// <summary>State of a NIK at Dukcapil. The numbers go to disk and equal those of the proto.</summary>
public enum NikStatus : byte
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Aktif: in use.</summary>
    Active = 1,

    /// <summary>Meninggal: the person has died.</summary>
    Deceased = 2,

    /// <summary>Tidak aktif: switched off by Dukcapil.</summary>
    Inactive = 3,

    /// <summary>Ganda: the person holds another NIK, which remains.</summary>
    Duplicate = 4,
}
