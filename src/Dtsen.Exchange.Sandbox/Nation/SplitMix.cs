namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// A generator of random numbers that splits (SplitMix64): <see cref="Fork"/> depends on seed and key alone, not on what was drawn before,
/// so that each kabupaten, family and quarter has its own and can be made by itself. Only additions, multiplications and divisions are used
/// to make what is drawn from it, never a library's logarithm or sine: the same seed gives the same bits on every machine.
/// </summary>
internal sealed class SplitMix(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _seed = seed;
    private ulong _state = seed;

    /// <summary>Another generator, known by a key.</summary>
    public SplitMix Fork(ulong key) => new(Mix(_seed ^ Mix(key + Golden)));

    /// <summary>A hash that spreads a number over 64 bits.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(_state += Golden);

    /// <summary>From 0 to below the bound, which is positive.</summary>
    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>About normal, mean 0, deviation 1, never beyond 3.5: the sum of four even ones.</summary>
    public double Normal() => (Fraction() + Fraction() + Fraction() + Fraction() - 2) * 1.7320508075688772;

    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];
}
