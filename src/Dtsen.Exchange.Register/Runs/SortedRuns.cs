namespace Dtsen.Exchange.Register.Runs;

/// <summary>
/// Sorts more records than memory holds: they gather in buffers, one for each thread that adds, go to disk as a sorted run whenever one is
/// full, and are merged as often as one likes. Records of one key come in no particular order. Disposing deletes the runs.
/// </summary>
internal sealed class SortedRuns : IDisposable
{
    /// <summary>Key, tag and length of a record.</summary>
    public const int HeaderSize = sizeof(ulong) + sizeof(ulong) + sizeof(ushort);

    public const int MaximumPayload = 1024;

    private readonly List<string> _runs = [];
    private readonly RunBuffer[] _buffers;

    /// <param name="folder">Where the runs lie.</param>
    /// <param name="name">How their names begin.</param>
    /// <param name="memory">Bytes of records in each buffer.</param>
    /// <param name="lanes">Threads that add side by side, each on a lane of its own.</param>
    public SortedRuns(string folder, string name, int memory, int lanes = 1)
    {
        _buffers = new RunBuffer[lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            _buffers[lane] = new RunBuffer(memory, () => NextRun(folder, name));
        }
    }

    /// <summary>Records added so far.</summary>
    public long Count => _buffers.Sum(buffer => buffer.Count);

    /// <summary>Runs on the disk so far.</summary>
    public int Runs => _runs.Count;

    /// <summary>Adds a record.</summary>
    /// <param name="key">What is sorted by.</param>
    /// <param name="tag">A number that comes with it.</param>
    /// <param name="payload">Bytes that come with it, at most <see cref="MaximumPayload"/>.</param>
    /// <param name="lane">The lane of the thread that adds it.</param>
    public void Add(ulong key, ulong tag, ReadOnlySpan<byte> payload, int lane = 0) => _buffers[lane].Add(key, tag, payload);

    /// <summary>All records in rising order of key. May be asked for again.</summary>
    public RunMerge Merge()
    {
        SideBySide.Run(_buffers, _buffers.Length, (_, lane) => _buffers[lane].Spill());
        return new RunMerge(_runs);
    }

    public void Dispose()
    {
        foreach (var run in _runs)
        {
            File.Delete(run);
        }

        _runs.Clear();
    }

    private string NextRun(string folder, string name)
    {
        lock (_runs)
        {
            _runs.Add(Path.Combine(folder, $"{name}.{_runs.Count}.run"));
            return _runs[^1];
        }
    }
}
