namespace Dtsen.Exchange.Cli.Matching.Files;

/// <summary>What became of a row, as it stands in the columns behind those of the input.</summary>
/// <param name="Outcome">The outcome of matching, or one of the two below.</param>
/// <param name="Code">Dukcapil's code; empty where there is none.</param>
/// <param name="Note">Why, in Indonesian.</param>
/// <param name="Next">What to do, in Indonesian.</param>
internal sealed record RowResult(string Outcome, string Code, string Note, string Next)
{
    /// <summary>The row could not be taken apart.</summary>
    public const string Broken = "BARIS_RUSAK";

    /// <summary>A field could not be read, or the exchange refused the record.</summary>
    public const string Invalid = "ISIAN_SALAH";

    /// <summary>Headings of these columns.</summary>
    public static readonly IReadOnlyList<string> Headings = ["HASIL", "KODE", "CATATAN", "TINDAK_LANJUT"];

    /// <summary>Whether there is no outcome of matching.</summary>
    public static bool IsError(string outcome) => outcome is Broken or Invalid;
}
