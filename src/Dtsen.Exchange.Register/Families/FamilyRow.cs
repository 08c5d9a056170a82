using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Families;

/// <summary>A family as the KK table has it.</summary>
/// <param name="Desa">Desa or kelurahan of domicile, Kemendagri code of ten digits.</param>
/// <param name="Desil">Its desil.</param>
public readonly record struct FamilyRow(ulong Desa, DesilSet Desil);
