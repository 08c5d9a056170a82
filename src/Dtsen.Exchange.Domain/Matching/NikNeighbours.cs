namespace Dtsen.Exchange.Domain.Matching;

/// <summary>The NIKs that are one slip away from what was given: each digit changed, and each two neighbours exchanged.</summary>
public static class NikNeighbours
{
    /// <summary>So many at most.</summary>
    public const int Max = (Digits.Count * 9) + Digits.Count - 1;

    /// <summary>Writes them down. What is given need be no NIK: a slip in the date makes none.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="neighbours">Takes them; room for <see cref="Max"/>.</param>
    /// <returns>How many there are; 0 where not exactly 16 digits were given.</returns>
    public static int Find(ReadOnlySpan<char> text, Span<NikNeighbour> neighbours)
    {
        if (!Digits.TryRead(text, out var number))
        {
            return 0;
        }

        var count = 0;
        var place = 1UL;
        for (var position = Digits.Count; position >= 1; position--, place *= 10)
        {
            var digit = number / place % 10;
            for (var other = 0UL; other < 10; other++)
            {
                if (other != digit && Nik.TryFrom(number - (digit * place) + (other * place), out var changed))
                {
                    neighbours[count++] = new NikNeighbour(changed, NikSlip.ChangedDigit, position);
                }
            }

            var left = number / (place * 10) % 10;
            if (position > 1 && left != digit
                && Nik.TryFrom(number - (digit * place) - (left * place * 10) + (left * place) + (digit * place * 10), out var exchanged))
            {
                neighbours[count++] = new NikNeighbour(exchanged, NikSlip.ExchangedDigits, position - 1);
            }
        }

        return count;
    }
}
