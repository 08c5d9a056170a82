namespace Dtsen.Exchange.Domain.NikChecks;

/// <summary>What a check of a NIK comes to.</summary>
public enum NikVerdict
{
    /// <summary>Right in form.</summary>
    Valid = 0,

    /// <summary>Right in form, with something to look at.</summary>
    Warning = 1,

    /// <summary>Not a NIK.</summary>
    Error = 2,
}
