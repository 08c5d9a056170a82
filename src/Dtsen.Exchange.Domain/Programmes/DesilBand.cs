namespace Dtsen.Exchange.Domain.Programmes;

/// <summary>The desil nasional that a programme aims at, for a time.</summary>
/// <param name="From">First day (WIB).</param>
/// <param name="Until">Last day; null: until further notice.</param>
/// <param name="Lowest">Lowest desil, 1 to 10.</param>
/// <param name="Highest">Highest desil, not below the lowest.</param>
public sealed record DesilBand(DateOnly From, DateOnly? Until, int Lowest, int Highest)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    /// <summary>Whether a desil lies within.</summary>
    public bool Contains(Desil desil) => desil.Value >= Lowest && desil.Value <= Highest;
}
