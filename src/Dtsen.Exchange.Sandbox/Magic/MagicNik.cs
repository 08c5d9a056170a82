using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>A NIK that answers the same in every sandbox, whatever its seed and size. Nobody has it.</summary>
/// <param name="Number">Its number in the table, which its last two digits repeat.</param>
/// <param name="Nik">NIK, 16 digits.</param>
/// <param name="Name">Name, as a proof.</param>
/// <param name="FamilyNumber">Nomor KK, as a proof or to ask by it.</param>
/// <param name="Desa">Desa or kelurahan of domicile, Kemendagri code of ten digits; empty where nobody has the NIK.</param>
/// <param name="Outcome">What a caller whose agreement covers the whole nation is answered.</param>
/// <param name="Desil">Desil nasional, provinsi and kabupaten/kota; null where the outcome carries none.</param>
/// <param name="Note">What it is good for.</param>
public sealed record MagicNik(
    int Number,
    string Nik,
    string Name,
    string FamilyNumber,
    string Desa,
    DesilOutcome Outcome,
    MagicDesil? Desil,
    string Note)
{
    /// <summary>Desil in the sandbox's first quarter, where it was another one then.</summary>
    public MagicDesil? FirstDesil { get; init; }

    /// <summary>Kabupaten or kota of domicile, four digits; empty where nobody has the NIK.</summary>
    public string KodeKabupatenKota => Desa.Length == 0 ? "" : Desa[..4];
}
