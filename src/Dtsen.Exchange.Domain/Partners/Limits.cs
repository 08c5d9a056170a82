namespace Dtsen.Exchange.Domain.Partners;

/// <summary>How much an agreement, or an agency with all its agreements, may ask for. A number is a NIK or a nomor KK.</summary>
/// <param name="CallsPerSecond">Calls within a second, on all nodes together.</param>
/// <param name="NumbersPerSecond">Numbers within a second, on all nodes together.</param>
/// <param name="CallsPerDay">Calls within a day (WIB), on all nodes together.</param>
/// <param name="NumbersPerDay">Numbers within a day (WIB), on all nodes together.</param>
public sealed record Limits(int CallsPerSecond, int NumbersPerSecond, long CallsPerDay, long NumbersPerDay);
