using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Which of several events about the same thing counts: the last one; but whoever is said to be born twice was born the first time, and a
/// birth stands behind all that came after it.
/// </summary>
internal static class Ranks
{
    private const ulong Later = 1ul << 63;

    /// <summary>Rank of an event by which a person joins a family, or has an identity: the highest counts. Never 0.</summary>
    public static ulong Of(LifeEventKind kind, EventOrder order) =>
        kind == LifeEventKind.Birth ? Later - 1 - order.Value : Later | order.Value;
}
