namespace Dtsen.Exchange.Domain.NikChecks;

/// <summary>One thing that a check found. No text holds a digit of the NIK.</summary>
public enum NikFinding
{
    /// <summary>Nothing was given.</summary>
    Empty,

    /// <summary>A stand-in such as 0, NIK sementara, or one digit sixteen times.</summary>
    Placeholder,

    /// <summary>Blanks before or after.</summary>
    Blanks,

    /// <summary>Digits of another script, such as full-width ones.</summary>
    ForeignDigits,

    /// <summary>A number as a spreadsheet shows it, such as 3.2E+15 or with .0 behind: the last digits are lost.</summary>
    Spreadsheet,

    /// <summary>Letters or other characters.</summary>
    NotDigits,

    /// <summary>Not 16 digits.</summary>
    Length,

    /// <summary>The first two digits are no province.</summary>
    ProvinceUnknown,

    /// <summary>The first four digits are no kabupaten or kota of today's list.</summary>
    KabupatenUnknown,

    /// <summary>The first six digits are no kecamatan of today's list.</summary>
    KecamatanUnknown,

    /// <summary>Digits 7 to 12 are no date.</summary>
    DateImpossible,

    /// <summary>The last four digits are 0000.</summary>
    SequenceZero,

    /// <summary>The declared date of birth is not the one in the digits.</summary>
    BirthDateDiffers,

    /// <summary>The declared sex is not the one in the digits.</summary>
    SexDiffers,
}
