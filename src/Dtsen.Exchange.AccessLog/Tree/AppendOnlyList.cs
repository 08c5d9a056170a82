namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>A list that one thread extends while others read what is already in it, without a lock and without moving anything.</summary>
internal sealed class AppendOnlyList<T>
    where T : struct
{
    // Large enough that the collector leaves a chunk where it is: what is added stays for long.
    private const int Shift = 13;
    private const int ChunkSize = 1 << Shift;

    private T[][] _chunks = new T[4][];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public T this[int index] => Volatile.Read(ref _chunks)[index >> Shift][index & (ChunkSize - 1)];

    public void Add(in T item)
    {
        var chunk = _count >> Shift;
        if (chunk == _chunks.Length)
        {
            var longer = new T[chunk * 2][];
            _chunks.CopyTo(longer, 0);
            Volatile.Write(ref _chunks, longer);
        }

        (_chunks[chunk] ??= new T[ChunkSize])[_count & (ChunkSize - 1)] = item;
        Volatile.Write(ref _count, _count + 1);
    }

    public void CopyTo(int first, Span<T> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = this[first + i];
        }
    }
}
