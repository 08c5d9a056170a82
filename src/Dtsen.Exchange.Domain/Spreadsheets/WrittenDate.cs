using System.Globalization;

namespace Dtsen.Exchange.Domain.Spreadsheets;

/// <summary>
/// Days as they stand in files: day, month and year with hyphens, strokes or dots; year, month and day; or the serial number of a
/// spreadsheet. Years have four digits, and the day never follows the month where the year comes last: nothing is guessed.
/// </summary>
public static class WrittenDate
{
    // 31 December 2099: larger numbers are no days of birth, and of eight digits none is a serial number.
    private const int LastSerial = 73_050;

    private static readonly string[] Forms = ["d-M-yyyy", "d/M/yyyy", "d.M.yyyy", "yyyy-M-d", "yyyy/M/d"];

    // What programs write behind a day that was a point in time. A clock's time other than midnight still leaves the day.
    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF"];

    /// <summary>Reads a day; false where the text is none, or could be two.</summary>
    public static bool TryRead(string text, out DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(text);
        var written = text.AsSpan().Trim();
        if (int.TryParse(WithoutZeros(written), NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
        {
            return TryFromSerial(serial, out day);
        }

        var end = written.IndexOfAny(' ', 'T');
        if (end > 0)
        {
            if (!TimeOnly.TryParseExact(written[(end + 1)..].TrimEnd('Z'), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                day = default;
                return false;
            }

            written = written[..end];
        }

        return DateOnly.TryParseExact(written, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>The day of a serial number, 1 being 1 January 1900.</summary>
    /// <param name="serial">1 to 73,050. 60 is 29 February 1900, which spreadsheets count and no calendar has.</param>
    /// <param name="day">The day.</param>
    public static bool TryFromSerial(int serial, out DateOnly day)
    {
        var exists = serial is >= 1 and <= LastSerial and not 60;
        day = exists ? new DateOnly(1899, 12, 31).AddDays(serial > 60 ? serial - 1 : serial) : default;
        return exists;
    }

    private static ReadOnlySpan<char> WithoutZeros(ReadOnlySpan<char> written) =>
        written.EndsWith(".0", StringComparison.Ordinal) ? written[..^2] : written;
}
