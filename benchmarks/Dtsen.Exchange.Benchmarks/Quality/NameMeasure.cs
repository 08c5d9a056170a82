using Dtsen.Exchange.Domain.Names;
using F23.StringSimilarity;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>A way to compare two names.</summary>
/// <param name="Title">What it is called in tables.</param>
/// <param name="Score">Compares two names: 0 to 100.</param>
internal sealed record NameMeasure(string Title, Func<string, string, int> Score)
{
    private static readonly JaroWinkler JaroWinkler = new();

    /// <summary>The exchange's, then what it is compared with.</summary>
    public static IReadOnlyList<NameMeasure> All { get; } =
    [
        new("Exchange", (a, b) => NameComparison.Compare(a, b).Score),
        new("Equality", (a, b) => Upper(a) == Upper(b) ? 100 : 0),
        new("Jaro-Winkler", (a, b) => Percent(JaroWinkler.Similarity(Upper(a), Upper(b)))),
        new("Trigrams", (a, b) => Percent(Trigrams.Similarity(a, b))),
    ];

    private static string Upper(string name) => name.Trim().ToUpperInvariant();

    private static int Percent(double similarity) => (int)((similarity * 100) + 1e-6);
}
