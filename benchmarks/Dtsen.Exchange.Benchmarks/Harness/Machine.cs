using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>On what was measured.</summary>
internal static class Machine
{
    /// <summary>A line about the machine and how busy others keep it.</summary>
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        var collector = GCSettings.IsServerGC ? "server" : "workstation";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {memory:0.0} GiB, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, {collector} GC, load {load}");
    }

    /// <summary>Median time of writing 4 KB at the end of a file and syncing it.</summary>
    public static TimeSpan MedianSync(string folder)
    {
        var path = Path.Combine(folder, "sync.tmp");
        var times = new List<TimeSpan>();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var page = new byte[4096];
            for (var i = 0; i < 200; i++)
            {
                var clock = Stopwatch.StartNew();
                RandomAccess.Write(file, page, (long)i * page.Length);
                RandomAccess.FlushToDisk(file);
                times.Add(clock.Elapsed);
            }
        }

        File.Delete(path);
        times.Sort();
        return times[times.Count / 2];
    }
}
