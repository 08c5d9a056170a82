namespace Dtsen.Exchange.Domain.Variables;

/// <summary>How sensitive a variable is (UU PDP 27/2022, article 4).</summary>
public enum Classification
{
    /// <summary>General.</summary>
    Umum = 1,

    /// <summary>Personal data of a general kind.</summary>
    Pribadi = 2,

    /// <summary>Specific personal data: granted singly, never by a wildcard.</summary>
    Spesifik = 3,
}
