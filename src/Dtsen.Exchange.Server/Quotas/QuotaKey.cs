namespace Dtsen.Exchange.Server.Quotas;

/// <summary>What a counter counts.</summary>
/// <param name="Scope">Whose: <c>application/&lt;id&gt;</c> for its agreement, or <c>agency/&lt;id&gt;</c>.</param>
/// <param name="Kind">What: one of the names of limits, e.g. <c>calls_per_day</c>.</param>
internal sealed record QuotaKey(string Scope, string Kind)
{
    /// <summary>Calls within a day.</summary>
    public const string Calls = "calls_per_day";

    /// <summary>Numbers asked for within a day.</summary>
    public const string Numbers = "numbers_per_day";

    /// <summary>Answers of NOT_FOUND within a day.</summary>
    public const string Misses = "misses_per_day";
}
