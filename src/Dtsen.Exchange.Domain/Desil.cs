namespace Dtsen.Exchange.Domain;

/// <summary>Welfare rank of a family, 1 (poorest tenth) to 10. Computed by BPS alone. The default value is no desil.</summary>
public readonly record struct Desil : IComparable<Desil>
{
    /// <summary>The poorest tenth.</summary>
    public const int Lowest = 1;

    /// <summary>The richest tenth.</summary>
    public const int Highest = 10;

    private Desil(int value) => Value = value;

    /// <summary>1 to 10.</summary>
    public int Value { get; }

    /// <summary>Takes a number from 1 to 10.</summary>
    public static bool TryFrom(int value, out Desil desil)
    {
        desil = value is >= Lowest and <= Highest ? new Desil(value) : default;
        return desil.Value != 0;
    }

    /// <inheritdoc/>
    public int CompareTo(Desil other) => Value.CompareTo(other.Value);
}
