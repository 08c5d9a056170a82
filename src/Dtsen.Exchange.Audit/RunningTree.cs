using System.Numerics;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>
/// A tree that leaves are added to one by one, holding only the roots of its perfect subtrees, the largest first, as many as its size
/// has bits set.
/// </summary>
internal sealed class RunningTree
{
    private readonly List<byte[]> _peaks = [];

    public RunningTree()
    {
    }

    /// <summary>Takes up a tree of which only the perfect subtrees are known.</summary>
    public RunningTree(long size, IEnumerable<byte[]> peaks)
    {
        Size = size;
        _peaks.AddRange(peaks);
    }

    public long Size { get; private set; }

    public IReadOnlyList<byte[]> Peaks => _peaks;

    /// <summary>Adds a leaf.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="completed">Called for each perfect subtree of two leaves or more that it completes: log2 of them, its root.</param>
    public void Add(byte[] hash, Action<int, byte[]>? completed = null)
    {
        Size++;
        var levels = BitOperations.TrailingZeroCount(Size);
        for (var level = 1; level <= levels; level++)
        {
            hash = Hashing.Node(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
            completed?.Invoke(level, hash);
        }

        _peaks.Add(hash);
    }

    public byte[] Root()
    {
        if (_peaks.Count == 0)
        {
            return SHA256.HashData([]);
        }

        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--)
        {
            root = Hashing.Node(_peaks[i], root);
        }

        return root;
    }
}
