using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Cli.Matching;

/// <summary>Words for what a comparison of names says.</summary>
internal static class NameText
{
    public static string VerdictOf(NameVerdict verdict) => verdict switch
    {
        NameVerdict.Same => "same",
        NameVerdict.Possible => "possible",
        _ => "different",
    };

    /// <summary>Codes, parted by semicolons.</summary>
    public static string ReasonsOf(NameFindings findings) =>
        string.Join(';', NameFindingText.Each(findings).Select(NameFindingText.CodeOf));
}
