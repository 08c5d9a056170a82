using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>CPU of a process that is not this program, such as a backend of PostgreSQL.</summary>
internal static class ProcessTime
{
    private const int UserTicksAt = 11;
    private const int TicksPerSecond = 100;

    /// <summary>User and kernel time since it began, to 10 ms.</summary>
    public static TimeSpan Of(int process)
    {
        // The name, in parentheses, may hold blanks: fields are counted from behind it.
        var text = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserTicksAt], CultureInfo.InvariantCulture)
            + long.Parse(fields[UserTicksAt + 1], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }
}
