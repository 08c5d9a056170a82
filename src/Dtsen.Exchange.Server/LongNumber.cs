namespace Dtsen.Exchange.Server;

/// <summary>Finds what could be a NIK or a nomor KK in a text that is kept and read by others, where none belongs.</summary>
internal static class LongNumber
{
    /// <summary>Digits of a NIK.</summary>
    public const int Length = 16;

    /// <summary>
    /// Whether a text holds so many digits in a row, of whatever script, as a word of their own: a hexadecimal id has digits in a row too,
    /// and letters beside them.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            var digits = true;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                digits &= char.IsDigit(text[end++]);
            }

            if (digits && end - start >= Length)
            {
                return true;
            }

            start = end;
        }

        return false;
    }
}
