using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;

namespace Dtsen.Exchange.Sandbox.Tests.Magic;

/// <summary>How the documentation writes a magic NIK.</summary>
internal static class MagicTable
{
    public static string LineOf(MagicNik magic)
    {
        string[] cells =
        [
            magic.Number.ToString(CultureInfo.InvariantCulture), $"`{magic.Nik}`", magic.Name, $"`{magic.FamilyNumber}`",
            magic.KodeKabupatenKota, OutcomeOf(magic), magic.Note,
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string OutcomeOf(MagicNik magic) => magic.Outcome switch
    {
        DesilOutcome.Ranked => $"RANKED {magic.Desil!.Value.Nasional}/{magic.Desil.Value.Provinsi}/{magic.Desil.Value.KabupatenKota}",
        DesilOutcome.BelumAdaDesil => "BELUM_ADA_DESIL",
        DesilOutcome.Meninggal => "MENINGGAL",
        DesilOutcome.NikTidakAktif => "NIK_TIDAK_AKTIF",
        DesilOutcome.NikGanda => "NIK_GANDA",
        _ => "NOT_FOUND",
    };
}
