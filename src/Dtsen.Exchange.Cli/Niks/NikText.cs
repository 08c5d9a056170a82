using System.Text.Json;
using Dtsen.Exchange.Domain.NikChecks;

namespace Dtsen.Exchange.Cli.Niks;

/// <summary>Verdicts and findings in words.</summary>
internal static class NikText
{
    public static string VerdictOf(NikVerdict verdict) => verdict switch
    {
        NikVerdict.Valid => "valid",
        NikVerdict.Warning => "warning",
        _ => "error",
    };

    public static IReadOnlyList<NikReason> ReasonsOf(IEnumerable<NikFinding> findings) => [.. findings.Select(finding =>
    {
        var (english, indonesian) = NikFindings.Explain(finding);
        return new NikReason(JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.ToString()), english, indonesian);
    })];
}
