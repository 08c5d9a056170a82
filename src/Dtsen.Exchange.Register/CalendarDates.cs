using Google.Type;

namespace Dtsen.Exchange.Register;

/// <summary>Days as messages carry them, and as the rest of the code has them.</summary>
public static class CalendarDates
{
    /// <summary>A day as messages carry it.</summary>
    public static Date ToDate(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>Reads a day of the calendar; a year or a month alone, which the message can say too, is none.</summary>
    /// <param name="date">What was sent, or null.</param>
    /// <param name="day">The day, where there is one.</param>
    public static bool TryToDay(this Date? date, out DateOnly day)
    {
        day = default;
        return date is not null && TryToDay(date.Year, date.Month, date.Day, out day);
    }

    /// <summary>Makes a day of the calendar of its three numbers, where there is such a day.</summary>
    /// <param name="year">Year.</param>
    /// <param name="month">Month, from 1.</param>
    /// <param name="dayOfMonth">Day of the month, from 1.</param>
    /// <param name="day">The day, where there is one.</param>
    public static bool TryToDay(int year, int month, int dayOfMonth, out DateOnly day)
    {
        day = default;
        if (year is < 1 or > 9999
            || month is < 1 or > 12
            || dayOfMonth < 1
            || dayOfMonth > System.DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, dayOfMonth);
        return true;
    }
}
