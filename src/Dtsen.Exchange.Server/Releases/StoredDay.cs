using System.Globalization;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>How a day is stored: as text that sorts like the days, <c>yyyy-mm-dd</c>.</summary>
internal static class StoredDay
{
    private const string Form = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static DateOnly Read(string stored) => DateOnly.ParseExact(stored, Form, CultureInfo.InvariantCulture);
}
