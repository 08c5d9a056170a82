namespace Dtsen.Exchange.Domain.Spreadsheets;

/// <summary>Sex as it stands in files.</summary>
public static class WrittenSex
{
    /// <summary>Reads it, in large or small letters; false where it is none of the usual words.</summary>
    public static bool TryRead(string text, out Sex sex)
    {
        ArgumentNullException.ThrowIfNull(text);
        sex = text.Trim().ToUpperInvariant().Replace('-', ' ') switch
        {
            "1" or "L" or "LK" or "LAKI" or "LAKI LAKI" or "LAKI2" or "PRIA" or "M" or "MALE" => Sex.Male,
            "2" or "P" or "PR" or "PEREMPUAN" or "WANITA" or "W" or "F" or "FEMALE" => Sex.Female,
            _ => Sex.Unknown,
        };
        return sex != Sex.Unknown;
    }
}
