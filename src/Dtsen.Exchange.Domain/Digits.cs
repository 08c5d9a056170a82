using System.Buffers.Binary;

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

    /// <inheritdoc cref="TryRead(ReadOnlySpan{char}, out ulong)"/>
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text.Length != Count || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        number = (ReadEight(text) * 100_000_000) + ReadEight(text[8..]);
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

    /// <summary>Eight digits at once: neighbours are joined to numbers of two digits, these to four, and those to one.</summary>
    private static ulong ReadEight(ReadOnlySpan<byte> digits)
    {
        var eight = BinaryPrimitives.ReadUInt64LittleEndian(digits);
        eight = ((eight & 0x0F0F_0F0F_0F0F_0F0F) * ((10 << 8) + 1)) >> 8;
        eight = ((eight & 0x00FF_00FF_00FF_00FF) * ((100 << 16) + 1)) >> 16;
        return ((eight & 0x0000_FFFF_0000_FFFF) * ((10_000UL << 32) + 1)) >> 32;
    }

    public static string Text(ulong number) => number.ToString("D16", System.Globalization.CultureInfo.InvariantCulture);
}
