using System.Globalization;
using System.Text;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Wilayahs;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>The form of requests and records. What they ask for plays no part: a rule broken is told, a person is not.</summary>
internal static class RecordRules
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Checks how many records a request, or a page, holds.</summary>
    public static void CheckCount(int records, int max)
    {
        if (records < 1 || records > max)
        {
            throw Problem.InvalidField("records", $"must hold 1 to {max} records.", $"harus berisi 1 sampai {max} data.");
        }
    }

    /// <summary>Checks a page of a stream: release and threshold are chosen by the first.</summary>
    public static void CheckPage(MatchPage page, long pagesBefore, int max)
    {
        CheckCount(page.Count, max);
        var late = page.ForPeriod.Length > 0 ? "for_period"
            : page.AsOfRelease.Length > 0 ? "as_of_release"
            : page.ContinuesRelease.Length > 0 ? "continues_release"
            : page.Threshold > 0 ? "threshold"
            : null;
        if (pagesBefore > 0 && late is not null)
        {
            throw Problem.InvalidField(late, "stands in the first page only.", "hanya diisi pada halaman pertama.");
        }
    }

    /// <summary>Reads a threshold.</summary>
    public static int ReadThreshold(uint threshold) => threshold switch
    {
        0 => NameMatch.DefaultThreshold,
        >= MatchRules.LowestThreshold and <= MatchRules.HighestThreshold => (int)threshold,
        _ => throw Problem.InvalidField(
            "threshold",
            $"must be {MatchRules.LowestThreshold} to {MatchRules.HighestThreshold}.",
            $"harus {MatchRules.LowestThreshold} sampai {MatchRules.HighestThreshold}."),
    };

    /// <summary>Checks a record; null where it may be matched.</summary>
    /// <param name="form">What it holds.</param>
    /// <param name="row">Its place in the request; negative where it stands alone.</param>
    /// <param name="terms">Rights of the call: without a NIK nobody is looked for, unless the agreement lets it be told.</param>
    public static Google.Rpc.Status? Check(in RecordForm form, int row, MatchTerms terms)
    {
        ref readonly var given = ref form.Given;
        if (form.IsWithoutNik && !terms.Suggests)
        {
            return Missing(row);
        }

        if (!given.Name.IsEmpty && !IsName(given.Name.Utf8))
        {
            return Invalid(
                row, "name", $"must hold 1 to {MaxNameLength} characters that are not all blank.",
                $"harus berisi 1 sampai {MaxNameLength} karakter dan tidak boleh kosong.");
        }

        if (form.HasWrongFamilyNumber)
        {
            return Invalid(
                row, "family_number", "is not a nomor KK: exactly 16 digits, as text; leave it out where it is not known.",
                "bukan nomor KK yang sah: tepat 16 angka, sebagai teks; kosongkan bila tidak diketahui.");
        }

        if (form.HasWrongBirthDate)
        {
            return Invalid(
                row, "birth_date", "is not a day of the calendar; leave it out where it is not known.",
                "bukan tanggal yang ada; kosongkan bila tidak diketahui.");
        }

        if (form.HasWrongSex)
        {
            return Invalid(
                row, "sex", "must be 1 (laki-laki) or 2 (perempuan); 0 where it is not known.",
                "harus 1 (laki-laki) atau 2 (perempuan); 0 bila tidak diketahui.");
        }

        if (form.HasWrongWilayah)
        {
            return Invalid(
                row, "wilayah_code",
                "must be a Kemendagri code of 2, 4, 6 or 10 digits without dots, with wilayah_code_system KEMENDAGRI.",
                "harus kode Kemendagri 2, 4, 6 atau 10 angka tanpa titik, dengan wilayah_code_system KEMENDAGRI.");
        }

        return form.IsWithoutNik ? CheckWithoutNik(given, row)
            : given.Name.IsEmpty && given.FamilyNumber is null ? ProofMissing(row)
            : null;
    }

    /// <summary>What is said where a request has no record.</summary>
    public static Google.Rpc.Status Missing(int row) =>
        Invalid(row, "nik", "is empty: a record is matched by its NIK.", "kosong: pemadanan memerlukan NIK.");

    // Most have no more bytes than characters are allowed, and begin with a letter.
    private static bool IsName(ReadOnlySpan<byte> name) =>
        (name.Length <= MaxNameLength && name[0] is > (byte)' ' and <= (byte)'z')
        || (Encoding.UTF8.GetString(name) is { Length: <= MaxNameLength } text && !string.IsNullOrWhiteSpace(text));

    private static Google.Rpc.Status? CheckWithoutNik(in GivenRecord given, int row) =>
        given.Name.IsEmpty ? Invalid(
            row, "name", "is empty: give the NIK, or name, birth_date and wilayah_code to look for whom the record may mean.",
            "kosong: isi NIK, atau name, birth_date dan wilayah_code untuk mencari orang yang mungkin dimaksud.")
        : given.BirthDate is null ? Invalid(
            row, "birth_date", "is missing: give the NIK, or name, birth_date and wilayah_code to look for whom the record may mean.",
            "kosong: isi NIK, atau name, birth_date dan wilayah_code untuk mencari orang yang mungkin dimaksud.")
        : given.Wilayah is not { Level: >= WilayahLevel.KabupatenKota } ? Invalid(
            row, "wilayah_code", "must name a kabupaten or kota, or a narrower one, where the record has no NIK.",
            "harus kode kabupaten/kota atau yang lebih kecil bila data tidak memuat NIK.")
        : null;

    private static Google.Rpc.Status ProofMissing(int row) => Problem.CreateStatus(
        StatusCode.InvalidArgument,
        ErrorReason.ProofRequired,
        $"{PathOf(row)}: give a name or a family_number: nothing else shows that the NIK is this person's, a birth date stands in it.",
        $"{PathOf(row)}: isi name atau family_number: isian lain tidak membuktikan pemilik NIK, tanggal lahir ada di dalamnya.",
        new FieldViolation(PathOf(row), "give a name or a family_number."));

    private static Google.Rpc.Status Invalid(int row, string field, string english, string indonesian) => Problem.CreateStatus(
        StatusCode.InvalidArgument,
        ErrorReason.InvalidField,
        $"{PathOf(row)}.{field}: {english}",
        $"{PathOf(row)}.{field}: {indonesian}",
        new FieldViolation($"{PathOf(row)}.{field}", english));

    // Made only where a record is refused.
    private static string PathOf(int row) => row < 0 ? "record" : string.Create(CultureInfo.InvariantCulture, $"records[{row}]");
}
