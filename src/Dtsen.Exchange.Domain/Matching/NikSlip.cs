namespace Dtsen.Exchange.Domain.Matching;

/// <summary>How a number may have been miswritten. The numbers equal those of the proto.</summary>
public enum NikSlip : byte
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>One digit is another.</summary>
    ChangedDigit = 1,

    /// <summary>Two neighbouring digits are exchanged.</summary>
    ExchangedDigits = 2,
}
