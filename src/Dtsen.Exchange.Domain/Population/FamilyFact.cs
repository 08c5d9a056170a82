namespace Dtsen.Exchange.Domain.Population;

/// <summary>What an event says of one KK.</summary>
/// <param name="Family">The KK.</param>
/// <param name="Formation">How it comes to be with the event; None where it has been there.</param>
/// <param name="Before">The KK in whose place it is issued; of any other formation nothing.</param>
/// <param name="Desa">Its domicile from the event on, Kemendagri code of ten digits; 0 where it stays as it is.</param>
public readonly record struct FamilyFact(FamilyNumber Family, Formation Formation, FamilyNumber Before, ulong Desa);
