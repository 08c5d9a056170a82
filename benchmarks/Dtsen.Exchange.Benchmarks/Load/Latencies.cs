namespace Dtsen.Exchange.Benchmarks.Load;

/// <summary>How long the calls of an <see cref="OpenLoop"/> took.</summary>
internal sealed class Latencies
{
    private readonly double[] _milliseconds;

    public Latencies(double[] milliseconds)
    {
        _milliseconds = milliseconds;
        Array.Sort(_milliseconds);
    }

    /// <summary>Milliseconds in which a share of the calls, 0 to 1, was answered.</summary>
    public double At(double share) => _milliseconds[Math.Min((int)(share * _milliseconds.Length), _milliseconds.Length - 1)];
}
