using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// Finds the stretch of rows in which a key would stand. A fence is the key of the first row of a stretch; over them stand
/// levels of every 16th fence, each held in two or three cache lines a step. A tree and no formula of the key,
/// because NIKs are far from even: whole regions are empty, and a day holds none or dozens.
/// </summary>
internal sealed unsafe class FenceTree
{
    private const int Fan = 16;
    private const int Line = 64;

    // From the top; the last one is the fences.
    private readonly Level[] _levels;

    public FenceTree(ulong* fences, long count)
    {
        var levels = new List<Level> { new(fences, count, null) };
        for (var below = levels[0]; below.Count > Fan; below = levels[^1])
        {
            var keys = GC.AllocateUninitializedArray<ulong>((int)((below.Count + Fan - 1) / Fan), pinned: true);
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = below.Keys[(long)i * Fan];
            }

            levels.Add(new Level((ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(keys)), keys.Length, keys));
        }

        levels.Reverse();
        _levels = [.. levels];
    }

    /// <summary>The last fence that is not above the key; the first one, if all are. Always within [0, count).</summary>
    public long Locate(ulong key)
    {
        long at = 0;
        foreach (var level in _levels)
        {
            at = Step(level.Keys, level.Count, at, key);
        }

        return at;
    }

    /// <summary>
    /// The same for some keys at a time, of which all go a level down before one goes further: what each will read there is on its way
    /// from memory meanwhile.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="fences">Takes, for each key, what <see cref="Locate"/> gives.</param>
    public void LocateAll(ReadOnlySpan<ulong> keys, Span<long> fences)
    {
        fences = fences[..keys.Length];
        fences.Clear();
        for (var depth = 0; depth < _levels.Length; depth++)
        {
            var level = _levels[depth];
            var next = depth + 1 < _levels.Length ? _levels[depth + 1].Keys : null;
            for (var i = 0; i < keys.Length; i++)
            {
                fences[i] = Step(level.Keys, level.Count, fences[i], keys[i]);
                if (next != null)
                {
                    var window = (byte*)(next + (fences[i] * Fan));
                    Memory.Fetch(window);
                    Memory.Fetch(window + Line);
                    Memory.Fetch(window + (Fan * sizeof(ulong)) - 1);
                }
            }
        }
    }

    private static long Step(ulong* keys, long count, long parent, ulong key)
    {
        var start = parent * Fan;
        var window = keys + start;
        int notAbove;
        if (count - start >= Fan)
        {
            var wanted = Vector256.Create(key);
            notAbove = CountNotAbove(window, wanted) + CountNotAbove(window + 4, wanted)
                + CountNotAbove(window + 8, wanted) + CountNotAbove(window + 12, wanted);
        }
        else
        {
            notAbove = 0;
            for (var i = 0; i < count - start; i++)
            {
                notAbove += window[i] <= key ? 1 : 0;
            }
        }

        return start + Math.Max(notAbove - 1, 0);
    }

    private static int CountNotAbove(ulong* keys, Vector256<ulong> wanted) =>
        int.PopCount((int)Vector256.LessThanOrEqual(Vector256.Load(keys), wanted).ExtractMostSignificantBits());

    /// <summary>Keys of a level.</summary>
    /// <param name="keys">Where they are.</param>
    /// <param name="count">How many.</param>
    /// <param name="held">Memory that holds them, where it is no file.</param>
    private readonly struct Level(ulong* keys, long count, ulong[]? held)
    {
        public readonly ulong* Keys = keys;
        public readonly long Count = count;
        private readonly ulong[]? _held = held;
    }
}
