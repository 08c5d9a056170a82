namespace Dtsen.Exchange.AccessLog;

/// <summary>A sealed segment.</summary>
/// <param name="First">Index of its first leaf, which names it.</param>
/// <param name="End">Index after its last leaf.</param>
public readonly record struct SealedRange(long First, long End);
