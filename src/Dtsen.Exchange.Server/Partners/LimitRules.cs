using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>What the limits of an agency and of an agreement may say.</summary>
internal static class LimitRules
{
    /// <summary>Checks the limits of an agency.</summary>
    public static IEnumerable<(string Path, string Reason)> Check(AgencyLimitsEntry? limits) => BelowOne(
        ("calls_per_second", limits?.CallsPerSecond),
        ("numbers_per_second", limits?.NumbersPerSecond),
        ("calls_per_day", limits?.CallsPerDay),
        ("numbers_per_day", limits?.NumbersPerDay),
        ("calls_in_flight", limits?.CallsInFlight));

    /// <summary>Checks the limits of an agreement.</summary>
    public static IEnumerable<(string Path, string Reason)> Check(AgreementLimitsEntry? limits)
    {
        var problems = BelowOne(
            ("calls_per_second", limits?.CallsPerSecond),
            ("numbers_per_second", limits?.NumbersPerSecond),
            ("calls_per_day", limits?.CallsPerDay),
            ("numbers_per_day", limits?.NumbersPerDay));
        if (limits?.MissesPerDay < 0)
        {
            problems = problems.Append((".limits.misses_per_day", "must not be negative."));
        }

        if (limits?.MatchTriesPerDay is < 1 or > DefaultLimits.MostMatchTriesPerDay)
        {
            problems = problems.Append(
                (".limits.match_tries_per_day", $"must be 1 to {DefaultLimits.MostMatchTriesPerDay}: more would let fields be guessed."));
        }

        return limits?.MissShare is < 0 or > 1 ? problems.Append((".limits.miss_share", "must be a share, 0 to 1.")) : problems;
    }

    private static IEnumerable<(string Path, string Reason)> BelowOne(params (string Name, long? Value)[] limits) => limits
        .Where(limit => limit.Value < 1)
        .Select(limit => (".limits." + limit.Name, "must be at least 1: an application that may ask for nothing is suspended instead."));
}
