namespace Dtsen.Exchange.Register.Current;

/// <summary>What there is of a nomor KK.</summary>
public enum FamilyStanding
{
    /// <summary>Neither the release nor an event knows it.</summary>
    Unknown,

    /// <summary>A family has it.</summary>
    Current,

    /// <summary>A family had it: another was issued in its place.</summary>
    Replaced,
}
