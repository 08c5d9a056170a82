namespace Dtsen.Exchange.Domain.Names;

/// <summary>Slips of fingers and of eyes: they go by letters, wherever these stand.</summary>
internal static class Typing
{
    /// <summary>Whether one letter was changed, left out or put in, two neighbours were exchanged, or RN read as M.</summary>
    /// <param name="left">Letters of a word.</param>
    /// <param name="right">Of another.</param>
    public static bool IsOneSlip(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > right.Length)
        {
            var longer = left;
            left = right;
            right = longer;
        }

        var same = left.CommonPrefixLength(right);
        var a = left[same..];
        var b = right[same..];
        return (right.Length - left.Length) switch
        {
            0 => a.Length == 0 || a[1..].SequenceEqual(b[1..])
                || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..])),
            1 => a.SequenceEqual(b[1..]) || (a is ['M', ..] && b.StartsWith("RN") && a[1..].SequenceEqual(b[2..])),
            _ => false,
        };
    }
}
