namespace Dtsen.Exchange.Domain.Partners;

/// <summary>For whom an application may act, as a call says in <c>dtsen-acting-for</c>.</summary>
/// <param name="Required">Whether every call must name an acting party.</param>
/// <param name="Agencies">Agencies for which it may act; none where empty.</param>
/// <param name="Wilayah">Whether it may act for a wilayah (any within the agreement's own).</param>
public sealed record ActingRule(bool Required, IReadOnlySet<string> Agencies, bool Wilayah)
{
    /// <summary>Acts for its own agency only.</summary>
    public static ActingRule Nobody { get; } = new(false, new HashSet<string>(), false);
}
