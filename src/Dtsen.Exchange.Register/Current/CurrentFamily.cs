using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Current;

/// <summary>A family as it stands: that of the release, with what was reported since.</summary>
/// <param name="FamilyNumber">Nomor KK, as a number.</param>
/// <param name="Desa">Desa or kelurahan of domicile, Kemendagri code of ten digits.</param>
/// <param name="Desil">Its desil.</param>
/// <param name="Origin">Where the release has the family that was ranked.</param>
/// <param name="IsClosed">Whether nobody is left in it: the last member has died or gone.</param>
public readonly record struct CurrentFamily(ulong FamilyNumber, ulong Desa, DesilSet Desil, FamilyOrigin Origin, bool IsClosed)
{
    // A record would print the numbers.
    /// <inheritdoc/>
    public override string ToString() => "a family";
}
