namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>The similarity of PostgreSQL's pg_trgm: trigrams that two texts share, of all that they have.</summary>
internal static class Trigrams
{
    /// <summary>Compares two texts: 0 to 1.</summary>
    public static double Similarity(string a, string b)
    {
        var (left, right) = (Of(a), Of(b));
        var shared = left.Count(right.Contains);
        var all = left.Count + right.Count - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    // Words of letters and digits in lower case, two blanks before and one after each.
    private static HashSet<string> Of(string text)
    {
        var trigrams = new HashSet<string>(StringComparer.Ordinal);
        var lower = text.ToLowerInvariant();
        for (var from = 0; from < lower.Length; from++)
        {
            var to = from;
            while (to < lower.Length && char.IsLetterOrDigit(lower[to]))
            {
                to++;
            }

            if (to > from)
            {
                var word = $"  {lower[from..to]} ";
                for (var at = 0; at + 3 <= word.Length; at++)
                {
                    trigrams.Add(word.Substring(at, 3));
                }

                from = to;
            }
        }

        return trigrams;
    }
}
