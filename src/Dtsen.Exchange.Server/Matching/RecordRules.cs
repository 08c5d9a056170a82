using System.Globalization;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Matching;
using Dtsen.Exchange.Domain.Names;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register;
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
    public static void CheckPage(StreamMatchRequest page, long pagesBefore, int max)
    {
        CheckCount(page.Records.Count, max);
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

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record as it came; null where the request has none.</param>
    /// <param name="row">Its place in the request; negative where it stands alone.</param>
    /// <param name="terms">Rights of the call: without a NIK nobody is looked for, unless the agreement lets it be told.</param>
    /// <param name="given">What it holds.</param>
    /// <param name="problem">Why it is refused.</param>
    public static bool TryRead(MatchRecord? record, int row, MatchTerms terms, out GivenRecord given, out Google.Rpc.Status? problem)
    {
        given = default;
        problem = Check(record, row, terms, out var birthDate, out var familyNumber, out var wilayah);
        if (problem is not null)
        {
            return false;
        }

        given = new GivenRecord(
            Nik.TryParse(record!.Nik, out var nik) ? nik : null, record.Name, familyNumber, birthDate, (Sex)record.Sex, wilayah);
        return true;
    }

    private static Google.Rpc.Status? Check(
        MatchRecord? record, int row, MatchTerms terms, out DateOnly? birthDate, out FamilyNumber? familyNumber, out WilayahCode? wilayah)
    {
        (birthDate, familyNumber, wilayah) = (null, null, null);
        if (record is null || (record.Nik.Length == 0 && !terms.Suggests))
        {
            return Invalid(row, "nik", "is empty: a record is matched by its NIK.", "kosong: pemadanan memerlukan NIK.");
        }

        if (record.Name.Length > MaxNameLength || (record.Name.Length > 0 && string.IsNullOrWhiteSpace(record.Name)))
        {
            return Invalid(
                row, "name", $"must hold 1 to {MaxNameLength} characters that are not all blank.",
                $"harus berisi 1 sampai {MaxNameLength} karakter dan tidak boleh kosong.");
        }

        if (record.FamilyNumber.Length > 0)
        {
            if (!FamilyNumber.TryParse(record.FamilyNumber, out var number))
            {
                return Invalid(
                    row, "family_number", "is not a nomor KK: exactly 16 digits, as text; leave it out where it is not known.",
                    "bukan nomor KK yang sah: tepat 16 angka, sebagai teks; kosongkan bila tidak diketahui.");
            }

            familyNumber = number;
        }

        if (record.BirthDate is { } date)
        {
            if (!date.TryToDay(out var day))
            {
                return Invalid(
                    row, "birth_date", "is not a day of the calendar; leave it out where it is not known.",
                    "bukan tanggal yang ada; kosongkan bila tidak diketahui.");
            }

            birthDate = day;
        }

        if (record.Sex > (uint)Sex.Female)
        {
            return Invalid(
                row, "sex", "must be 1 (laki-laki) or 2 (perempuan); 0 where it is not known.",
                "harus 1 (laki-laki) atau 2 (perempuan); 0 bila tidak diketahui.");
        }

        if (record.WilayahCode.Length > 0)
        {
            if (record.WilayahCodeSystem != WilayahCodeSystem.Kemendagri || !WilayahCode.TryParse(record.WilayahCode, out var code))
            {
                return Invalid(
                    row, "wilayah_code",
                    "must be a Kemendagri code of 2, 4, 6 or 10 digits without dots, with wilayah_code_system KEMENDAGRI.",
                    "harus kode Kemendagri 2, 4, 6 atau 10 angka tanpa titik, dengan wilayah_code_system KEMENDAGRI.");
            }

            wilayah = code;
        }

        return record.Nik.Length == 0 ? CheckWithoutNik(record, row, wilayah)
            : record.Name.Length == 0 && familyNumber is null ? ProofMissing(row)
            : null;
    }

    private static Google.Rpc.Status? CheckWithoutNik(MatchRecord record, int row, WilayahCode? wilayah) =>
        record.Name.Length == 0 ? Invalid(
            row, "name", "is empty: give the NIK, or name, birth_date and wilayah_code to look for whom the record may mean.",
            "kosong: isi NIK, atau name, birth_date dan wilayah_code untuk mencari orang yang mungkin dimaksud.")
        : record.BirthDate is null ? Invalid(
            row, "birth_date", "is missing: give the NIK, or name, birth_date and wilayah_code to look for whom the record may mean.",
            "kosong: isi NIK, atau name, birth_date dan wilayah_code untuk mencari orang yang mungkin dimaksud.")
        : wilayah is not { Level: >= WilayahLevel.KabupatenKota } ? Invalid(
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
