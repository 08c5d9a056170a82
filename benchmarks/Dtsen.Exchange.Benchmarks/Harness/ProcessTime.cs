using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>CPU of processes that are not this program, such as those of PostgreSQL.</summary>
internal static class ProcessTime
{
    private const int ParentAt = 1;
    private const int UserAt = 11;
    private const int KernelAt = 12;
    private const int UserOfEndedAt = 13;
    private const int KernelOfEndedAt = 14;
    private const int TicksPerSecond = 100;

    /// <summary>User and kernel time of a process since it began, to 10 ms.</summary>
    public static TimeSpan Of(int process) => Time(Fields(process)!, UserAt, KernelAt);

    /// <summary>The process that started another.</summary>
    public static int ParentOf(int process) => int.Parse(Fields(process)![ParentAt], CultureInfo.InvariantCulture);

    /// <summary>User and kernel time of a process and of all that it started itself, those that have ended included.</summary>
    public static TimeSpan OfFamily(int parent)
    {
        var time = Time(Fields(parent)!, UserAt, KernelAt, UserOfEndedAt, KernelOfEndedAt);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && Fields(process) is { } fields
                && int.Parse(fields[ParentAt], CultureInfo.InvariantCulture) == parent)
            {
                time += Time(fields, UserAt, KernelAt);
            }
        }

        return time;
    }

    private static TimeSpan Time(string[] fields, params ReadOnlySpan<int> places)
    {
        var ticks = 0L;
        foreach (var place in places)
        {
            ticks += long.Parse(fields[place], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>What the kernel says of a process, from its state on; null where it has ended.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            // The name, in parentheses, may hold blanks: fields are counted from behind it.
            var text = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
