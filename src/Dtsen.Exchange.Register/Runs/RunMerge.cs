namespace Dtsen.Exchange.Register.Runs;

/// <summary>Walks the records of many sorted runs in rising order of key.</summary>
internal sealed class RunMerge : IDisposable
{
    private readonly List<RunReader> _readers = [];
    private readonly PriorityQueue<RunReader, ulong> _waiting = new();
    private RunReader? _current;

    public RunMerge(IEnumerable<string> runs)
    {
        foreach (var run in runs)
        {
            var reader = new RunReader(run);
            _readers.Add(reader);
            if (reader.MoveNext())
            {
                _waiting.Enqueue(reader, reader.Key);
            }
        }
    }

    public ulong Key => _current!.Key;

    public ulong Tag => _current!.Tag;

    /// <summary>Valid until the next move.</summary>
    public ReadOnlySpan<byte> Payload => _current!.Payload;

    public bool MoveNext()
    {
        if (_current is not null && _current.MoveNext())
        {
            _current = _waiting.EnqueueDequeue(_current, _current.Key);
            return true;
        }

        return _waiting.TryDequeue(out _current, out _);
    }

    public void Dispose()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }
    }
}
