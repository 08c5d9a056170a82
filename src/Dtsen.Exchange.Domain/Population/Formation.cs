namespace Dtsen.Exchange.Domain.Population;

/// <summary>How a KK came to be after the ranking.</summary>
public enum Formation : byte
{
    /// <summary>Not: it was ranked, or is not known.</summary>
    None = 0,

    /// <summary>A couple or a part of a family formed it.</summary>
    New = 1,

    /// <summary>People who arrived formed it.</summary>
    Arrival = 2,

    /// <summary>It was issued in the place of another: head died, left or divorced.</summary>
    Continuation = 3,
}
