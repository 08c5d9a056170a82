namespace Dtsen.Exchange.Domain.Wilayahs;

/// <summary>A region of Kemendagri's list.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, e.g. <c>Kota Bandung</c>.</param>
/// <param name="ValidFrom">First day of the code, where the overlay says one.</param>
/// <param name="ValidUntil">Last day of the code, where it has been retired.</param>
public sealed record Wilayah(WilayahCode Code, string Name, DateOnly? ValidFrom = null, DateOnly? ValidUntil = null)
{
    /// <summary>Whether the code is in use on a day.</summary>
    public bool IsValidOn(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidUntil is null || day <= ValidUntil);
}
