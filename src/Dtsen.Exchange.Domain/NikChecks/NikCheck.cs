using System.Text.RegularExpressions;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Domain.NikChecks;

/// <summary>Explains a NIK as it was written: whether it is one, and if not what is wrong with it.</summary>
public static partial class NikCheck
{
    /// <summary>Checks a NIK. Nothing is trimmed or mended in silence.</summary>
    /// <param name="text">The NIK as it was given.</param>
    /// <param name="wilayah">Regions.</param>
    /// <param name="birthDate">Declared date of birth, if known; also settles the century.</param>
    /// <param name="sex">Declared sex, if known.</param>
    public static NikCheckResult Check(string text, WilayahTable wilayah, DateOnly? birthDate = null, Sex sex = Sex.Unknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wilayah);
        if (FormOf(text) is { } wrong)
        {
            return new NikCheckResult(NikVerdict.Error, [wrong], null);
        }

        Digits.TryRead(text, out var number);
        var findings = new List<NikFinding>();
        AddRegion(findings, Digits.Region(number), wilayah);
        if (Digits.Sequence(number) == 0)
        {
            findings.Add(NikFinding.SequenceZero);
        }

        // A date that is none also fails TryFrom, but so does the sequence: ask with another sequence.
        if (!Nik.TryFrom(number - (ulong)Digits.Sequence(number) + 1, out _))
        {
            findings.Insert(findings.FindLastIndex(IsRegion) + 1, NikFinding.DateImpossible);
        }

        var parsed = Nik.TryFrom(number, out var nik) ? nik : (Nik?)null;
        if (parsed is not null)
        {
            if (birthDate is { } declared && !nik.SaysBirthDate(declared))
            {
                findings.Add(NikFinding.BirthDateDiffers);
            }

            if (sex != Sex.Unknown && sex != nik.SexByDigits)
            {
                findings.Add(NikFinding.SexDiffers);
            }
        }

        var verdict = findings.Count == 0 ? NikVerdict.Valid : findings.Max(NikFindings.VerdictOf);
        return new NikCheckResult(verdict, findings, verdict == NikVerdict.Error ? null : parsed);
    }

    private static NikFinding? FormOf(string text)
    {
        if (text.Length == 0 || text.All(char.IsWhiteSpace))
        {
            return NikFinding.Empty;
        }

        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return NikFinding.Blanks;
        }

        if (SpreadsheetForm().IsMatch(text))
        {
            return NikFinding.Spreadsheet;
        }

        if (!text.All(char.IsAsciiDigit))
        {
            return text.All(char.IsDigit) ? NikFinding.ForeignDigits
                : text.Contains("sementara", StringComparison.OrdinalIgnoreCase) || text is "-" ? NikFinding.Placeholder
                : NikFinding.NotDigits;
        }

        if (text.AsSpan().TrimStart(text[0]).Length == 0 && (text[0] == '0' || text.Length == Digits.Count))
        {
            return NikFinding.Placeholder;
        }

        return text.Length == Digits.Count ? null : NikFinding.Length;
    }

    private static void AddRegion(List<NikFinding> findings, int kecamatan, WilayahTable wilayah)
    {
        if (!wilayah.HasProvince(kecamatan / 10_000))
        {
            findings.Add(NikFinding.ProvinceUnknown);
        }
        else if (!wilayah.HasKabupaten(kecamatan / 100))
        {
            findings.Add(NikFinding.KabupatenUnknown);
        }
        else if (!wilayah.HasKecamatan(kecamatan))
        {
            findings.Add(NikFinding.KecamatanUnknown);
        }
    }

    private static bool IsRegion(NikFinding finding) =>
        finding is NikFinding.ProvinceUnknown or NikFinding.KabupatenUnknown or NikFinding.KecamatanUnknown;

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+$|^[0-9]+[.,]0+$")]
    private static partial Regex SpreadsheetForm();
}
