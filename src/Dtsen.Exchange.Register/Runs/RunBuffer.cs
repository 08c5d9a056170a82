using System.Buffers.Binary;

namespace Dtsen.Exchange.Register.Runs;

/// <summary>Records on their way into a run. For one thread at a time.</summary>
/// <param name="memory">Bytes of records that it holds.</param>
/// <param name="nextRun">Names the file of the next run.</param>
internal sealed class RunBuffer(int memory, Func<string> nextRun)
{
    private const int FirstBuffer = 1 << 20;
    private const int WriteBuffer = 1 << 18;

    private byte[] _records = new byte[Math.Max(SortedRuns.HeaderSize + SortedRuns.MaximumPayload, Math.Min(memory, FirstBuffer))];
    private ulong[] _keys = new ulong[1024];
    private int[] _offsets = new int[1024];
    private int _length;
    private int _count;

    /// <summary>Records added so far.</summary>
    public long Count { get; private set; }

    public void Add(ulong key, ulong tag, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, SortedRuns.MaximumPayload);
        MakeRoom(SortedRuns.HeaderSize + payload.Length);
        var record = _records.AsSpan(_length);
        BinaryPrimitives.WriteUInt64LittleEndian(record, key);
        BinaryPrimitives.WriteUInt64LittleEndian(record[sizeof(ulong)..], tag);
        BinaryPrimitives.WriteUInt16LittleEndian(record[(2 * sizeof(ulong))..], (ushort)payload.Length);
        payload.CopyTo(record[SortedRuns.HeaderSize..]);
        _keys[_count] = key;
        _offsets[_count] = _length;
        _count++;
        Count++;
        _length += SortedRuns.HeaderSize + payload.Length;
    }

    /// <summary>Sorts what is there and writes it as a run.</summary>
    public void Spill()
    {
        if (_count == 0)
        {
            return;
        }

        Array.Sort(_keys, _offsets, 0, _count);
        using var file = new FileStream(nextRun(), FileMode.CreateNew, FileAccess.Write, FileShare.None, WriteBuffer);
        for (var i = 0; i < _count; i++)
        {
            var record = _records.AsSpan(_offsets[i]);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(record[(2 * sizeof(ulong))..]);
            file.Write(record[..(SortedRuns.HeaderSize + length)]);
        }

        _count = _length = 0;
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
}
