using System.Buffers.Binary;

namespace Dtsen.Exchange.Register.Runs;

/// <summary>
/// Sorts more records than memory holds: they gather in a buffer, go to disk as a sorted run whenever it is full, and are merged as often
/// as one likes. Records of one key come in no particular order. Disposing deletes the runs.
/// </summary>
internal sealed class SortedRuns(string folder, string name, int memory) : IDisposable
{
    /// <summary>Key, tag and length of a record.</summary>
    public const int HeaderSize = sizeof(ulong) + sizeof(ulong) + sizeof(ushort);

    public const int MaximumPayload = 1024;

    private const int FirstBuffer = 1 << 20;
    private const int WriteBuffer = 1 << 18;

    private readonly List<string> _runs = [];
    private byte[] _records = new byte[Math.Max(HeaderSize + MaximumPayload, Math.Min(memory, FirstBuffer))];
    private ulong[] _keys = new ulong[1024];
    private int[] _offsets = new int[1024];
    private int _length;
    private int _count;

    /// <summary>Records added so far.</summary>
    public long Count { get; private set; }

    /// <summary>Runs on the disk so far.</summary>
    public int Runs => _runs.Count;

    /// <summary>Adds a record.</summary>
    /// <param name="key">What is sorted by.</param>
    /// <param name="tag">A number that comes with it.</param>
    /// <param name="payload">Bytes that come with it, at most <see cref="MaximumPayload"/>.</param>
    public void Add(ulong key, ulong tag, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, MaximumPayload);
        MakeRoom(HeaderSize + payload.Length);
        var record = _records.AsSpan(_length);
        BinaryPrimitives.WriteUInt64LittleEndian(record, key);
        BinaryPrimitives.WriteUInt64LittleEndian(record[sizeof(ulong)..], tag);
        BinaryPrimitives.WriteUInt16LittleEndian(record[(2 * sizeof(ulong))..], (ushort)payload.Length);
        payload.CopyTo(record[HeaderSize..]);
        _keys[_count] = key;
        _offsets[_count] = _length;
        _count++;
        Count++;
        _length += HeaderSize + payload.Length;
    }

    /// <summary>All records in rising order of key. May be asked for again.</summary>
    public RunMerge Merge()
    {
        Spill();
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

    private void MakeRoom(int length)
    {
        if (_records.Length - _length < length)
        {
            if (_records.Length < memory)
            {
                Array.Resize(ref _records, (int)Math.Min((long)_records.Length * 2, memory));
            }

            if (_records.Length - _length < length)
            {
                Spill();
            }
        }

        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _offsets, _count * 2);
        }
    }

    private void Spill()
    {
        if (_count == 0)
        {
            return;
        }

        Array.Sort(_keys, _offsets, 0, _count);
        var path = Path.Combine(folder, $"{name}.{_runs.Count}.run");
        _runs.Add(path);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, WriteBuffer);
        for (var i = 0; i < _count; i++)
        {
            var record = _records.AsSpan(_offsets[i]);
            file.Write(record[..(HeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(record[(2 * sizeof(ulong))..]))]);
        }

        _count = _length = 0;
    }
}
