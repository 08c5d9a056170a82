namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// What a lookup must bring besides the number asked for, so that a guessed number tells nothing.
/// A birth date is never a proof: it stands in the NIK.
/// </summary>
public enum RequiredProof
{
    /// <summary>For a NIK the nomor KK or the name; for a nomor KK the NIK of a member.</summary>
    Any = 0,

    /// <summary>For a NIK only the nomor KK; for a nomor KK the NIK of a member.</summary>
    Number = 1,

    /// <summary>Nothing. Only for agreements without a wilayah limit.</summary>
    None = 2,
}
