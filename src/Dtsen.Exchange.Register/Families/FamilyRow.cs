using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Families;

/// <summary>A family as the KK table has it.</summary>
/// <param name="Desa">Desa or kelurahan of domicile, Kemendagri code of ten digits.</param>
/// <param name="Desil">Its desil.</param>
/// <param name="Living">
/// Members whose NIK is active or switched off; null where there are more than the row can say, or it does not say it.
/// </param>
public readonly record struct FamilyRow(ulong Desa, DesilSet Desil, int? Living = null);
