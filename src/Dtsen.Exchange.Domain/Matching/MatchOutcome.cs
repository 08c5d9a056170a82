namespace Dtsen.Exchange.Domain.Matching;

/// <summary>What a record is to the register. The numbers equal those of the proto.</summary>
public enum MatchOutcome
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Padan: the record is this person's, all that was compared agrees, and the name has the same words.</summary>
    Padan = 1,

    /// <summary>The record is this person's, and a field, or a word of the name, differs from the register.</summary>
    PadanDenganCatatan = 2,

    /// <summary>A slip is likely: in the name, or in the NIK, which then may be another person's.</summary>
    KemungkinanSalahTulis = 3,

    /// <summary>NIK and record do not belong together, or the record does not show that they do.</summary>
    TidakPadan = 4,

    /// <summary>Nobody has the NIK, or nobody whom the agreement covers.</summary>
    NikTidakDitemukan = 5,

    /// <summary>The person has another NIK, which remains.</summary>
    NikGanda = 6,

    /// <summary>Dukcapil has switched the NIK off.</summary>
    NikTidakAktif = 7,

    /// <summary>The person has died.</summary>
    Meninggal = 8,

    /// <summary>What was given is no NIK.</summary>
    FormatNikSalah = 9,

    /// <summary>Too many differing records with this NIK today: what the register says of them is not told.</summary>
    BatasPercobaan = 10,

    /// <summary>The record has no NIK, and somebody has its name and date of birth and lives in its wilayah.</summary>
    KandidatDitemukan = 11,

    /// <summary>The record has no NIK, and nobody is found by its name, date of birth and wilayah.</summary>
    KandidatTidakDitemukan = 12,
}
