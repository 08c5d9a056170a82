namespace Dtsen.Exchange.Domain.Names;

/// <summary>Endings by which one name becomes another's: Haryanto and Haryanti, Wahid and Wahidah.</summary>
internal static class Endings
{
    private const int OtherEnding = 50;
    private const int LongerByVowel = 70;

    /// <summary>Whether two keys differ in nothing but such an ending.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">Another.</param>
    /// <param name="similarity">What that makes of them, 0 to 100.</param>
    public static bool DifferIn(ReadOnlySpan<char> left, ReadOnlySpan<char> right, out int similarity)
    {
        if (left.Length > right.Length)
        {
            var longer = left;
            left = right;
            right = longer;
        }

        similarity = left.Length == right.Length ? OtherEnding : LongerByVowel;
        return left.Length == right.Length
            ? left[..^1].SequenceEqual(right[..^1]) && Sexed(left[^1]) && Sexed(right[^1])
            : left.Length == right.Length - 1 && right.StartsWith(left) && right[^1] is 'A' or 'I';
    }

    private static bool Sexed(char letter) => letter is 'A' or 'I' or 'O';
}
