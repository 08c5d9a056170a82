namespace Dtsen.Exchange.Domain;

/// <summary>By what a family has its desil. The numbers go to disk in 4 bits and equal those of the proto.</summary>
public enum DesilBasis : byte
{
    /// <summary>No desil.</summary>
    None = 0,

    /// <summary>PERINGKAT: ranked by BPS.</summary>
    Ranked = 1,

    /// <summary>IKUT_KELUARGA: joined a ranked family after the ranking.</summary>
    FollowsFamily = 2,

    /// <summary>KK_LANJUTAN: the KK was issued anew; the desil of the one before.</summary>
    ContinuesFamily = 3,

    /// <summary>KELUARGA_BARU: formed after the ranking; none yet.</summary>
    NewFamily = 4,
}
