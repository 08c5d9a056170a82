using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.Benchmarks.Harness;

namespace Dtsen.Exchange.Benchmarks.Subject;

/// <summary>The access log, written by its own writer and sealed, in this process.</summary>
internal sealed class LogSide : IAsyncDisposable
{
    private const int Pending = 1_000;
    private const string Done = "done";
    private const int Stretch = 1_000;

    private readonly string _folder;
    private readonly MerkleLog _log;

    private LogSide(string folder, MerkleLog log) => (_folder, _log) = (folder, log);

    /// <summary>Writes the log, or takes the one that an earlier run wrote.</summary>
    public static async Task<LogSide> OpenAsync(BenchmarkRun run, string folder, Accesses accesses)
    {
        if (!File.Exists(Path.Combine(folder, Done)))
        {
            var clock = Stopwatch.StartNew();
            await WriteAsync(folder, accesses);
            var seconds = clock.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            run.Say($"Access log written in {seconds} s.");
        }

        return new LogSide(folder, MerkleLog.Open(folder));
    }

    public string Describe()
    {
        var files = new DirectoryInfo(_folder).GetFiles("*.subjects");
        return string.Create(
            CultureInfo.InvariantCulture, $"Access log: {files.Length} files of subjects, {files.Sum(file => file.Length) / 1e9:0.00} GB.");
    }

    public IReadOnlyList<long> Find(ulong subject) => _log.Find(subject);

    /// <summary>Reads every file once, so that its pages are in memory.</summary>
    public void Warm()
    {
        var buffer = new byte[1 << 20];
        foreach (var path in Directory.GetFiles(_folder, "*.subjects"))
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }
    }

    /// <summary>Looks up for a while. All of this process is the side: nothing else goes on in it.</summary>
    public Measurement Measure(Accesses accesses, Random chance, TimeSpan duration)
    {
        // Drawn before, because the other side's client does not count either; so many that no cache of the processor holds them.
        var subjects = new ulong[1 << 20];
        for (var i = 0; i < subjects.Length; i++)
        {
            subjects[i] = accesses.Draw(chance);
        }

        var before = Counters.Own();
        var clock = Stopwatch.StartNew();
        var lookups = 0L;
        while (clock.Elapsed < duration)
        {
            for (var i = 0; i < Stretch; i++)
            {
                _log.Find(subjects[lookups++ % subjects.Length]);
            }
        }

        return new Measurement(lookups, clock.Elapsed, Counters.Own() - before);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private static async Task WriteAsync(string folder, Accesses accesses)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var leaf = new byte[180];
        await using (var log = MerkleLog.Open(folder))
        {
            var pending = new Queue<Task<long>>();
            foreach (var entry in accesses.Entries())
            {
                pending.Enqueue(log.AppendAsync(leaf, entry));
                if (pending.Count == Pending)
                {
                    await pending.Dequeue();
                }
            }

            await Task.WhenAll(pending);
        }

        // Opening seals what is open, and what can be joined is joined before it closes.
        await MerkleLog.Open(folder).DisposeAsync();
        await File.WriteAllBytesAsync(Path.Combine(folder, Done), []);
    }
}
