namespace Dtsen.Exchange.Domain.Population;

/// <summary>How a person came to a family after the ranking.</summary>
public enum Joining : byte
{
    /// <summary>Not at all: was ranked with it.</summary>
    None = 0,

    /// <summary>Was born into it.</summary>
    Birth = 1,

    /// <summary>Came from another family.</summary>
    Move = 2,

    /// <summary>Came from abroad, or has a NIK for the first time.</summary>
    Arrival = 3,
}
