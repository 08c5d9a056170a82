namespace Dtsen.Exchange.Domain.Population;

/// <summary>The KK to which people go.</summary>
/// <param name="Family">The KK.</param>
/// <param name="NewDesa">Where it is new, its domicile, Kemendagri code of ten digits; 0 where it has been there.</param>
public readonly record struct Destination(FamilyNumber Family, ulong NewDesa)
{
    /// <summary>Whether the event forms it.</summary>
    public bool IsNew => NewDesa != 0;
}
