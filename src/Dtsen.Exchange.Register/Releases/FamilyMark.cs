namespace Dtsen.Exchange.Register.Releases;

/// <summary>What became of a family.</summary>
internal enum FamilyMark
{
    /// <summary>It enters the release.</summary>
    Kept = 0,

    /// <summary>It has a fault of its own.</summary>
    Faulty = 1,

    /// <summary>Another family has its nomor KK.</summary>
    SharesNumber = 2,

    /// <summary>A NIK in it stands in the upload twice.</summary>
    SharesNik = 3,
}
