using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>
/// Finds the stretch of rows in which a key would stand. Fences are the keys of every 64th row; over them stand
/// levels of every 16th fence, each held in two cache lines a step. A tree and no formula of the key,
/// because NIKs are far from even: whole regions are empty, and a day holds none or dozens.
/// </summary>
internal sealed unsafe class FenceTree
{
    private const int Fan = 16;

    private readonly ulong* _fences;
    private readonly long _count;
    private readonly ulong[][] _upper;

    public FenceTree(ulong* fences, long count)
    {
        _fences = fences;
        _count = count;
        var levels = new List<ulong[]>();
        for (var below = count; below > Fan; below = levels[^1].Length)
        {
            var level = new ulong[(below + Fan - 1) / Fan];
            for (var i = 0; i < level.Length; i++)
            {
                level[i] = levels.Count == 0 ? fences[(long)i * Fan] : levels[^1][i * Fan];
            }

            levels.Add(level);
        }

        levels.Reverse();
        _upper = [.. levels];
    }

    /// <summary>The last fence that is not above the key; the first one, if all are. Always within [0, count).</summary>
    public long Locate(ulong key)
    {
        long at = 0;
        foreach (var level in _upper)
        {
            fixed (ulong* keys = level)
            {
                at = Step(keys, level.Length, at, key);
            }
        }

        return Step(_fences, _count, at, key);
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
}
