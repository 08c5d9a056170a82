namespace Dtsen.Exchange.Register.Current;

/// <summary>The family of the release to which a desil goes back: its Block, and the wilayah in which it was ranked.</summary>
/// <param name="FamilyNumber">Nomor KK under which the release has it, as a number; 0 where the family was formed since.</param>
/// <param name="Desa">Desa or kelurahan in which it was ranked, Kemendagri code of ten digits; 0 where the family was formed since.</param>
public readonly record struct FamilyOrigin(ulong FamilyNumber, ulong Desa)
{
    // A record would print the number.
    /// <inheritdoc/>
    public override string ToString() => "an origin";
}
