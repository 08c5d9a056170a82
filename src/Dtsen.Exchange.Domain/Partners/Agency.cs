namespace Dtsen.Exchange.Domain.Partners;

/// <summary>A ministry, an agency or a regional government (Pemda): responsible for its applications.</summary>
/// <param name="Id">Short id, lower case with hyphens, e.g. <c>kemensos</c>, <c>pemda-3273</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Wilayah">Kemendagri code of a Pemda's own territory; null for agencies of the centre.</param>
/// <param name="Suspended">Whether all its applications are suspended.</param>
public sealed record Agency(string Id, string Name, string? Wilayah, bool Suspended)
{
    /// <summary>How much all its applications may ask for together.</summary>
    public Limits Limits { get; init; } = DefaultLimits.Agency;

    /// <summary>Calls of all its applications that one node answers at a time; streams do not count.</summary>
    public int CallsInFlight { get; init; } = DefaultLimits.CallsInFlight;
}
