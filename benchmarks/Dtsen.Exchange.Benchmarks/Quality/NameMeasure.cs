using Dtsen.Exchange.Domain.Names;
using F23.StringSimilarity;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>A way to compare two names.</summary>
/// <param name="Title">What it is called in tables.</param>
/// <param name="Compare">Compares two names. Only the exchange notices anything beside the score.</param>
internal sealed record NameMeasure(string Title, Func<string, string, NameMatch> Compare)
{
    private static readonly JaroWinkler JaroWinkler = new();

    /// <summary>The exchange's, then what it is compared with.</summary>
    public static IReadOnlyList<NameMeasure> All { get; } =
    [
        new("Exchange", (a, b) => NameComparison.Compare(a, b)),
        new("Equality", (a, b) => Scored(Upper(a) == Upper(b) ? 1 : 0)),
        new("Jaro-Winkler", (a, b) => Scored(JaroWinkler.Similarity(Upper(a), Upper(b)))),
        new("Trigrams", (a, b) => Scored(Trigrams.Similarity(a, b))),
    ];

    private static string Upper(string name) => name.Trim().ToUpperInvariant();

    private static NameMatch Scored(double similarity) => new((int)((similarity * 100) + 1e-6), NameFindings.None);
}
