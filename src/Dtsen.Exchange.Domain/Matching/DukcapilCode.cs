namespace Dtsen.Exchange.Domain.Matching;

/// <summary>The codes by which agencies know the outcomes of Dukcapil's verification service.</summary>
public static class DukcapilCode
{
    /// <summary>Found.</summary>
    public const string Found = "00";

    /// <summary>Found, and deceased.</summary>
    public const string Deceased = "11";

    /// <summary>Found, and a duplicate.</summary>
    public const string Duplicate = "12";

    /// <summary>Not found.</summary>
    public const string NotFound = "13";

    /// <summary>Found, and not active.</summary>
    public const string Inactive = "14";

    /// <summary>The form of the NIK is wrong.</summary>
    public const string WrongForm = "15";

    /// <summary>The code of an outcome; empty where nothing of the register is told, or no NIK was given.</summary>
    /// <param name="outcome">The outcome of the NIK as it was given, without a look at NIKs like it.</param>
    public static string Of(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.Meninggal => Deceased,
        MatchOutcome.NikGanda => Duplicate,
        MatchOutcome.NikTidakDitemukan => NotFound,
        MatchOutcome.NikTidakAktif => Inactive,
        MatchOutcome.FormatNikSalah => WrongForm,
        MatchOutcome.BatasPercobaan or MatchOutcome.KandidatDitemukan or MatchOutcome.KandidatTidakDitemukan
            or MatchOutcome.Unspecified => "",
        _ => Found,
    };
}
