using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>What decides a synthetic nation: the same options give the same nation, bit for bit.</summary>
public sealed record NationOptions
{
    /// <summary>Fewest people: with less, a Pemda of the configuration could be without any.</summary>
    public const int MinPeople = 1_000;

    /// <summary>
    /// Most people of a <see cref="SyntheticNation"/>: what the numbers that a NIK leaves for those who move are enough for. A
    /// <see cref="StreamedNation"/> has up to <see cref="StreamedNation.MaxPeople"/>.
    /// </summary>
    public const int MaxPeople = 2_000_000;

    /// <summary>People in the first period, from <see cref="MinPeople"/>.</summary>
    public int People { get; init; } = 100_000;

    /// <summary>Another seed gives another nation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The period in which the nation begins; it changes from one to the next.</summary>
    public required Period FirstPeriod { get; init; }

    /// <summary>Today, WIB: nobody is born later.</summary>
    public required DateOnly Today { get; init; }
}
