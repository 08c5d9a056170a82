namespace Dtsen.Exchange.Domain;

/// <summary>
/// Nomor KK: 16 digits, of which six name the region of issue, six the date of recording (the day is never raised by 40) and four a
/// serial. Like <see cref="Nik"/> it never shows itself.
/// </summary>
public readonly record struct FamilyNumber : IComparable<FamilyNumber>
{
    private readonly ulong _number;

    private FamilyNumber(ulong number) => _number = number;

    /// <summary>Province of issue, Kemendagri code of 2 digits.</summary>
    public int ProvinceCode => Digits.Region(_number) / 10_000;

    /// <summary>Reads exactly 16 ASCII digits with a date and a serial; nothing is trimmed. The region is not looked at.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FamilyNumber familyNumber)
    {
        familyNumber = default;
        return Digits.TryRead(text, out var number) && TryFrom(number, out familyNumber);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out FamilyNumber)"/>
    /// <param name="utf8Text">The digits, in UTF-8.</param>
    /// <param name="familyNumber">The nomor KK, where they are one.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out FamilyNumber familyNumber)
    {
        familyNumber = default;
        return Digits.TryRead(utf8Text, out var number) && TryFrom(number, out familyNumber);
    }

    /// <summary>Takes a number of 16 digits with a date and a serial.</summary>
    public static bool TryFrom(ulong number, out FamilyNumber familyNumber)
    {
        familyNumber = default;
        if (number >= Digits.Limit
            || Digits.Sequence(number) == 0
            || !Digits.IsDate(Digits.Day(number), Digits.Month(number), Digits.YearOfCentury(number)))
        {
            return false;
        }

        familyNumber = new FamilyNumber(number);
        return true;
    }

    /// <summary>Gives the nomor KK away, as a number.</summary>
    public ulong RevealNumber() => _number;

    /// <summary>Gives the nomor KK away, as 16 digits.</summary>
    public string Reveal() => Digits.Text(_number);

    /// <inheritdoc/>
    public int CompareTo(FamilyNumber other) => _number.CompareTo(other._number);

    /// <summary>A mask: the value never gets into a log by accident.</summary>
    public override string ToString() => "KK(****************)";
}
