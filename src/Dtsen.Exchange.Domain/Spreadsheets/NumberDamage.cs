namespace Dtsen.Exchange.Domain.Spreadsheets;

/// <summary>What a spreadsheet did to a number of 16 digits.</summary>
public enum NumberDamage
{
    /// <summary>Nothing that can be seen.</summary>
    None,

    /// <summary>It was written by its power of ten, such as 3.20101E+15: the last digits are lost.</summary>
    Scientific,

    /// <summary>It was kept as a number of 15 digits: the last digit became 0.</summary>
    LastDigitZero,

    /// <summary>It was written with decimals, such as .0: it went through a number, and may have lost its last digit.</summary>
    Decimals,
}
