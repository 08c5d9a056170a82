using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>The form of a query. What it asks for plays no part: a rule broken is told, a person is not.</summary>
internal static class QueryRules
{
    /// <summary>Longest name that a proof may carry, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Checks how many queries a request, or a page, holds.</summary>
    public static void CheckCount(int queries, int max)
    {
        if (queries < 1 || queries > max)
        {
            throw Problem.InvalidField("queries", $"must hold 1 to {max} queries.", $"harus berisi 1 sampai {max} kueri.");
        }
    }

    /// <summary>Checks a page of a stream: the release is chosen by the first.</summary>
    public static void CheckPage(DesilPage page, long pagesBefore, int max)
    {
        CheckCount(page.Count, max);
        if (pagesBefore > 0 && (page.ForPeriod.Length > 0 || page.AsOfRelease.Length > 0 || page.ContinuesRelease.Length > 0))
        {
            throw Problem.InvalidField(
                page.ForPeriod.Length > 0 ? "for_period" : page.AsOfRelease.Length > 0 ? "as_of_release" : "continues_release",
                "stands in the first page only.",
                "hanya diisi pada halaman pertama.");
        }
    }

    /// <summary>Reads a ranking period; null where none is given.</summary>
    public static Period? ReadPeriod(string forPeriod) =>
        forPeriod.Length == 0 ? null
        : Period.TryParse(forPeriod, out var period) ? period
        : throw Problem.InvalidField("for_period", "must be like 2026-T3.", "harus seperti 2026-T3.");

    /// <summary>Reads the name of a release, which takes the place of a period.</summary>
    public static ReleaseVersion ReadAsOf(string asOfRelease, string forPeriod) =>
        forPeriod.Length > 0
            ? throw Problem.InvalidField("as_of_release", "not together with for_period.", "tidak bersama for_period.")
        : ReleaseVersion.TryParse(asOfRelease, out var name) ? name
        : throw Problem.InvalidField("as_of_release", "must be like 2026-T3.v1.", "harus seperti 2026-T3.v1.");

    /// <summary>Reads the name of the release that a stream goes on in.</summary>
    public static ReleaseVersion ReadContinued(string continuesRelease, string forPeriod, string asOfRelease) =>
        forPeriod.Length > 0 || asOfRelease.Length > 0
            ? throw Problem.InvalidField(
                "continues_release", "not together with for_period or as_of_release.", "tidak bersama for_period atau as_of_release.")
        : ReleaseVersion.TryParse(continuesRelease, out var name) ? name
        : throw Problem.InvalidField("continues_release", "must be like 2026-T3.v1.", "harus seperti 2026-T3.v1.");

    /// <summary>Reads a query.</summary>
    /// <param name="query">What it holds.</param>
    /// <param name="required">Proof that the agreement requires.</param>
    /// <param name="row">Its place among the queries of the request; null where the request has one alone.</param>
    /// <param name="problem">Why it is refused, where the result is null.</param>
    /// <param name="byNikAlone">Whether a nomor KK cannot be asked for.</param>
    public static Lookup? Read(
        in QueryForm query, RequiredProof required, int? row, out Google.Rpc.Status? problem, bool byNikAlone = false)
    {
        problem = null;
        switch (query.Key)
        {
            case DesilQuery.KeyOneofCase.Nik:
                if (query.Nik == default)
                {
                    problem = NotANumber($"{PathOf(row)}.nik", "a NIK");
                    return null;
                }

                return ReadNikProof(query, required, row, out problem);
            case DesilQuery.KeyOneofCase.FamilyNumber when byNikAlone:
                problem = Invalid(
                    $"{PathOf(row)}.family_number",
                    "a nomor KK has no past of its own, and none is kept of a retired release: ask by the NIK of a member.",
                    "nomor KK tidak punya riwayat sendiri dan tidak disimpan dari rilis pensiun: tanyakan dengan NIK anggota.");
                return null;
            case DesilQuery.KeyOneofCase.FamilyNumber:
                if (query.FamilyNumber == default)
                {
                    problem = NotANumber($"{PathOf(row)}.family_number", "a nomor KK");
                    return null;
                }

                return ReadFamilyProof(query, required, row, out problem);
            default:
                problem = Invalid(PathOf(row), "give a nik or a family_number.", "isi nik atau family_number.");
                return null;
        }
    }

    // Made where it is told, which is hardly ever.
    private static string PathOf(int? row) => row is { } at ? $"queries[{at}]" : "query";

    private static Lookup? ReadNikProof(in QueryForm query, RequiredProof required, int? row, out Google.Rpc.Status? problem)
    {
        problem = null;
        switch (query.Proof)
        {
            case DesilQuery.ProofOneofCase.None when required == RequiredProof.None:
                return new Lookup(query.Nik, null, null, null, null);
            case DesilQuery.ProofOneofCase.ProofFamilyNumber:
                if (query.ProofFamilyNumber == default)
                {
                    problem = NotANumber($"{PathOf(row)}.proof_family_number", "a nomor KK");
                    return null;
                }

                return new Lookup(query.Nik, null, null, query.ProofFamilyNumber, null);
            case DesilQuery.ProofOneofCase.Name when required != RequiredProof.Number:
                if (query.Name!.Length > MaxNameLength || string.IsNullOrWhiteSpace(query.Name))
                {
                    problem = Invalid(
                        $"{PathOf(row)}.name", $"must hold 1 to {MaxNameLength} characters that are not all blank.",
                        $"harus berisi 1 sampai {MaxNameLength} karakter dan tidak boleh kosong.");
                    return null;
                }

                return new Lookup(query.Nik, null, query.Name, null, null);
            case not DesilQuery.ProofOneofCase.None when required == RequiredProof.None:
                problem = WrongProof(PathOf(row), "name or proof_family_number", "name atau proof_family_number");
                return null;
            default:
                problem = required == RequiredProof.Number
                    ? ProofMissing(PathOf(row), "proof_family_number", "proof_family_number")
                    : ProofMissing(PathOf(row), "name or proof_family_number", "name atau proof_family_number");
                return null;
        }
    }

    private static Lookup? ReadFamilyProof(
        in QueryForm query, RequiredProof required, int? row, out Google.Rpc.Status? problem)
    {
        problem = null;
        switch (query.Proof)
        {
            case DesilQuery.ProofOneofCase.None when required == RequiredProof.None:
                return new Lookup(null, query.FamilyNumber, null, null, null);
            case DesilQuery.ProofOneofCase.MemberNik:
                if (query.MemberNik == default)
                {
                    problem = NotANumber($"{PathOf(row)}.member_nik", "a NIK");
                    return null;
                }

                return new Lookup(null, query.FamilyNumber, null, null, query.MemberNik);
            case not DesilQuery.ProofOneofCase.None when required == RequiredProof.None:
                problem = WrongProof(PathOf(row), "member_nik", "member_nik");
                return null;
            default:
                problem = ProofMissing(PathOf(row), "member_nik", "member_nik");
                return null;
        }
    }

    private static Google.Rpc.Status NotANumber(string field, string what) => Invalid(
        field,
        $"is not {what}: exactly 16 digits, as text, without blanks; `dtsen nik check` explains a number.",
        "bukan nomor yang sah: tepat 16 angka, sebagai teks, tanpa spasi; `dtsen nik check` menjelaskannya.");

    private static Google.Rpc.Status WrongProof(string path, string english, string indonesian) => Invalid(
        path,
        $"the proof is of another kind of number: send {english}, or none.",
        $"bukti untuk jenis nomor lain: kirim {indonesian}, atau tidak sama sekali.");

    private static Google.Rpc.Status ProofMissing(string path, string english, string indonesian) => Problem.CreateStatus(
        StatusCode.InvalidArgument,
        ErrorReason.ProofRequired,
        $"{path}: the agreement requires a proof that the number was not guessed: send {english}.",
        $"{path}: perjanjian mensyaratkan bukti bahwa nomor tidak ditebak: kirim {indonesian}.",
        new FieldViolation(path, $"send {english}."));

    private static Google.Rpc.Status Invalid(string field, string english, string indonesian) => Problem.CreateStatus(
        StatusCode.InvalidArgument,
        ErrorReason.InvalidField,
        $"{field}: {english}",
        $"{field}: {indonesian}",
        new FieldViolation(field, english));
}
