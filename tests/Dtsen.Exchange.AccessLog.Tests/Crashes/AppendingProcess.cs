using System.Globalization;
using System.Text;

namespace Dtsen.Exchange.AccessLog.Tests.Crashes;

/// <summary>
/// A process that appends under load until it is killed or the disk refuses. It prints a line for every leaf that was acknowledged,
/// and now and then the size and root of the tree.
/// </summary>
internal static class AppendingProcess
{
    public const string Command = "append-until-killed";
    public const int Appenders = 24;

    /// <summary>So small that segments are sealed and joined all the time.</summary>
    public static LogLimits Limits { get; } = new(SegmentBytes: 48 << 10, SegmentLeaves: 1 << 20, SegmentSubjects: 1 << 14);

    public static async Task<int> RunAsync(string folder)
    {
        await using var log = MerkleLog.Open(folder, Limits);
        var start = log.Size;
        await using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        try
        {
            await Task.WhenAll(
                Enumerable.Range(0, Appenders).Select(appender => Task.Run(() => AppendAsync(log, start, appender, output))));
        }
        catch (AccessLogException e)
        {
            await output.WriteLineAsync($"refused {e.Fault}");
        }

        return 0;
    }

    public static byte[] Leaf(long start, int appender, int number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{start}/{appender}/{number}").PadRight(20 + (number % 90)));

    public static ulong[] Subjects(long start, int appender, int number) =>
        [.. Enumerable.Range(0, number % 5).Select(i => Subject(start, appender, number, i)), (ulong)appender];

    private static ulong Subject(long start, int appender, int number, int i) =>
        unchecked((((ulong)start * 31) + ((ulong)appender * 1009) + ((ulong)number * 100_003) + (ulong)i + 1) * 0x9E3779B97F4A7C15);

    private static async Task AppendAsync(MerkleLog log, long start, int appender, TextWriter output)
    {
        for (var number = 0; ; number++)
        {
            var index = await log.AppendAsync(Leaf(start, appender, number), Subjects(start, appender, number));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ack {index} {start} {appender} {number}"));
            if (appender == 0 && number % 20 == 0)
            {
                var size = log.Size;
                await output.WriteLineAsync($"tree {size} {Convert.ToHexStringLower(log.Root(size))}");
            }
        }
    }
}
