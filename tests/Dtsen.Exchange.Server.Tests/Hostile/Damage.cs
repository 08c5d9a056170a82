namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>What must come of a damaged message.</summary>
internal enum Expected
{
    /// <summary>An answer, or a refusal with a reason that is documented: the message can be read.</summary>
    Judged,

    /// <summary>INVALID_ARGUMENT: the bytes are no message.</summary>
    Unreadable,

    /// <summary>RESOURCE_EXHAUSTED, by gRPC itself: the message is larger than any may be.</summary>
    TooLarge,

    /// <summary>UNIMPLEMENTED, by gRPC itself: it is compressed in a way that nobody here knows.</summary>
    Unsupported,
}

/// <summary>One way to damage a message.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Expected">What must come of it.</param>
/// <param name="Apply">Damages; null where a message of this shape cannot be damaged so.</param>
/// <param name="IsHeavy">Whether it moves megabytes, so that it is used less often.</param>
internal sealed record Damage(string Name, Expected Expected, Func<WireMessage, Random, byte[]?> Apply, bool IsHeavy = false)
{
    public override string ToString() => Name;
}
