namespace Dtsen.Exchange.Domain;

/// <summary>
/// Nomor Induk Kependudukan: 16 digits, of which six name the region of first registration, six the date of birth
/// (women: day + 40) and four a sequence. Its form is right; whether anybody has it is for the register to say. It never shows itself:
/// only <see cref="Reveal"/> and <see cref="RevealNumber"/> give the value away. The default value is no NIK.
/// </summary>
public readonly record struct Nik : IComparable<Nik>
{
    private const int FemaleOffset = 40;

    private readonly ulong _number;

    private Nik(ulong number) => _number = number;

    /// <summary>Province of first registration, Kemendagri code of 2 digits.</summary>
    public int ProvinceCode => KecamatanCode / 10_000;

    /// <summary>Kabupaten or kota of first registration, 4 digits.</summary>
    public int KabupatenCode => KecamatanCode / 100;

    /// <summary>Kecamatan of first registration, 6 digits.</summary>
    public int KecamatanCode => Digits.Region(_number);

    /// <summary>The sex that the digits say; it may have been corrected since.</summary>
    public Sex SexByDigits => Digits.Day(_number) > FemaleOffset ? Sex.Female : Sex.Male;

    /// <summary>Reads exactly 16 ASCII digits with a date and a sequence; nothing is trimmed. The region is not looked at.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Nik nik)
    {
        nik = default;
        return Digits.TryRead(text, out var number) && TryFrom(number, out nik);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Nik)"/>
    /// <param name="utf8Text">The digits, in UTF-8.</param>
    /// <param name="nik">The NIK, where they are one.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out Nik nik)
    {
        nik = default;
        return Digits.TryRead(utf8Text, out var number) && TryFrom(number, out nik);
    }

    /// <summary>Takes a number of 16 digits with a date and a sequence.</summary>
    public static bool TryFrom(ulong number, out Nik nik)
    {
        nik = default;
        if (number >= Digits.Limit || Digits.Sequence(number) == 0)
        {
            return false;
        }

        var day = Digits.Day(number);
        if (!Digits.IsDate(day > FemaleOffset ? day - FemaleOffset : day, Digits.Month(number), Digits.YearOfCentury(number)))
        {
            return false;
        }

        nik = new Nik(number);
        return true;
    }

    /// <summary>
    /// Whether the digits say this date of birth. Where they do not it may have been corrected since, which leaves a NIK as it is.
    /// </summary>
    public bool SaysBirthDate(DateOnly birthDate)
    {
        var day = Digits.Day(_number);
        return (day > FemaleOffset ? day - FemaleOffset : day) == birthDate.Day
            && Digits.Month(_number) == birthDate.Month
            && Digits.YearOfCentury(_number) == birthDate.Year % 100;
    }

    /// <summary>Gives the NIK away, as a number.</summary>
    public ulong RevealNumber() => _number;

    /// <summary>Gives the NIK away, as 16 digits.</summary>
    public string Reveal() => Digits.Text(_number);

    /// <inheritdoc/>
    public int CompareTo(Nik other) => _number.CompareTo(other._number);

    /// <summary>A mask: the value never gets into a log by accident.</summary>
    public override string ToString() => "NIK(****************)";
}
