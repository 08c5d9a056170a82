using System.Numerics;

namespace Dtsen.Exchange.Server.Quotas;

/// <summary>
/// How many different numbers were asked for, to some 2 %, in 4 KB however many they are (HyperLogLog). Asking again for a number that was
/// found before changes nothing. Holds no number and no hash of one. Not safe for several threads.
/// </summary>
/// <param name="key">Secret of this process, so that nobody can choose numbers that look like many.</param>
internal sealed class DistinctNumbers(ulong key)
{
    private const int IndexBits = 12;
    private const int Registers = 1 << IndexBits;
    private const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    private readonly byte[] _ranks = new byte[Registers];
    private double _sum = Registers;
    private int _empty = Registers;

    /// <summary>The estimate. It never falls.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in numbers.</summary>
    public void Add(ReadOnlySpan<ulong> numbers)
    {
        foreach (var number in numbers)
        {
            var hash = Mix(number);
            var index = (int)(hash >> (64 - IndexBits));
            // Powers of two add and subtract without rounding.
            var rank = (byte)(1 + BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))));
            var before = _ranks[index];
            if (rank <= before)
            {
                continue;
            }

            _ranks[index] = rank;
            _empty -= before == 0 ? 1 : 0;
            _sum += Math.ScaleB(1, -rank) - Math.ScaleB(1, -before);
        }

        Count = Math.Max(Count, Estimate());
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_ranks);
        _sum = _empty = Registers;
        Count = 0;
    }

    private long Estimate()
    {
        var raw = Alpha * Registers * Registers / _sum;
        return (long)(raw <= 2.5 * Registers && _empty > 0 ? Registers * Math.Log((double)Registers / _empty) : raw);
    }

    /// <summary>The finalizer of SplitMix64 twice, each time with the key.</summary>
    private ulong Mix(ulong number) => Finish(Finish(number ^ key) + key);

    private static ulong Finish(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
