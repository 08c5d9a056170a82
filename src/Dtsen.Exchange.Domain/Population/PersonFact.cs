namespace Dtsen.Exchange.Domain.Population;

/// <summary>What an event says of one person.</summary>
/// <param name="Nik">The person.</param>
public sealed record PersonFact(Nik Nik)
{
    /// <summary>How the person comes to <see cref="Family"/>; None where the person stays.</summary>
    public Joining Joining { get; init; }

    /// <summary>The family to which the person belongs from the event on.</summary>
    public FamilyNumber Family { get; init; }

    /// <summary>State of the NIK from the event on; Unspecified where nothing is said.</summary>
    public NikStatus Status { get; init; }

    /// <summary>Who the person is; null where nothing is said.</summary>
    public Identity? Identity { get; init; }

    /// <summary>Whether the event names the person and says nothing of them.</summary>
    public bool IsEmpty => Joining == Joining.None && Status == NikStatus.Unspecified && Identity is null;

    /// <summary>A mask: a record would print the name.</summary>
    public override string ToString() => "a fact about a person";
}
