namespace Dtsen.Exchange.Domain;

/// <summary>The form that NIK and nomor KK share: 16 ASCII digits, six of region, six of date, four of sequence.</summary>
internal static class Digits
{
    public const int Count = 16;

    /// <summary>One more than the largest number of 16 digits.</summary>
    public const ulong Limit = 10_000_000_000_000_000;

    /// <summary>Reads exactly 16 ASCII digits; nothing is trimmed.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ulong number)
    {
        number = 0;
        if (text.Length != Count)
        {
            return false;
        }

        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (ulong)(digit - '0');
        }

        return true;
    }

    public static int Region(ulong number) => (int)(number / 10_000_000_000);

    public static int Day(ulong number) => (int)(number / 100_000_000 % 100);

    public static int Month(ulong number) => (int)(number / 1_000_000 % 100);

    public static int YearOfCentury(ulong number) => (int)(number / 10_000 % 100);

    public static int Sequence(ulong number) => (int)(number % 10_000);

    /// <summary>Whether day and month are a date in 19YY or in 20YY.</summary>
    public static bool IsDate(int day, int month, int yearOfCentury) =>
        month is >= 1 and <= 12
        && day >= 1
        && day <= Math.Max(
            DateTime.DaysInMonth(1900 + yearOfCentury, month),
            DateTime.DaysInMonth(2000 + yearOfCentury, month));

    public static string Text(ulong number) => number.ToString("D16", System.Globalization.CultureInfo.InvariantCulture);
}
