using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Sandbox.Ranking;

/// <summary>
/// An estimate of a family's welfare from what can be seen of it, in the way of a proxy means test: a sum of points over the 39 variables.
/// The points are invented for the sandbox and say nothing about those of BPS; higher is better off.
/// </summary>
internal static class PmtScore
{
    private const double Rural = 0.15;

    /// <summary>Points of a family.</summary>
    public static double Of(Family family) => Place(family) + House(family) + Assets(family.Kepemilikan) + People(family);

    /// <summary>The same house is worth more where life is cheaper.</summary>
    private static double Place(Family family) => family.KodeKabupatenKota[2] >= '7' ? 0 : Rural;

    private static double House(Family family) =>
        family.StatusKepemilikanRumah switch { 1 => 0.15, 4 => 0.25, 2 => 0.05, _ => -0.1 }
        + family.JenisLantaiTerluas switch { 1 => 1.0, 2 => 0.5, 3 or 4 => 0.3, 6 => 0, 5 => -0.1, 7 => -0.4, 8 => -0.7, _ => -0.2 }
        + family.JenisDindingTerluas switch { 1 => 0.4, 2 or 3 => 0, 4 or 6 => -0.4, 5 => -0.2, _ => -0.3 }
        + family.JenisAtapTerluas switch { 1 => 0.5, 2 => 0.2, 3 or 4 => 0.05, 6 => 0, 5 or 7 => -0.5, _ => -0.2 }
        + family.SumberAirMinumUtama switch { 1 => 0.6, 2 => 0.4, 3 => 0.3, 4 => 0.1, 5 or 7 => 0, 6 or 8 or 11 => -0.3, _ => -0.5 }
        + family.SumberPeneranganUtama switch { 1 => 0.2, 2 => -0.1, 3 => -0.3, _ => -0.6 }
        + family.DayaTerpasang switch { 5 => 1.2, 4 => 0.9, 3 => 0.5, 2 => 0.15, 1 => -0.1, _ => -0.3 }
        + family.BahanBakarUtamaMemasak switch { 1 or 3 => 0.6, 2 or 5 => 0.5, 4 => 0.1, 7 or 8 or 9 => -0.2, 10 => -0.5, _ => 0 }
        + family.FasilitasBab switch { 1 => 0.3, 2 => 0, 3 or 4 => -0.2, _ => -0.6 }
        + family.JenisKloset switch { 1 => 0.2, 2 => 0, _ => -0.2 }
        + family.PembuanganAkhirTinja switch { 1 or 2 => 0.2, _ => -0.1 }
        - (0.1 * (family.KeluargaDalamRumah - 1.0));

    private static double Assets(Kepemilikan assets) =>
        Points(assets.TabungGas, 0.4)
        + Points(assets.LemariEs, 0.3)
        + Points(assets.Ac, 0.7)
        + Points(assets.PemanasAir, 0.7)
        + Points(assets.TeleponRumah, 0.4)
        + Points(assets.TvDatar, 0.3)
        + Points(assets.KomputerLaptopTablet, 0.5)
        + Points(assets.SepedaMotor, 0.4)
        + Points(assets.Sepeda, 0.02)
        + Points(assets.Mobil, 1.2)
        + Points(assets.Perahu, 0.05)
        + Points(assets.KapalPerahuMotor, 0.4)
        + Points(assets.Smartphone, 0.3)
        + Points(assets.LahanLainnya, 0.4)
        + Points(assets.RumahLainnya, 0.7)
        + (0.02 * Math.Min(assets.EmasPerhiasan, 50))
        + (0.25 * Math.Min(assets.SawahKebun, 3))
        + (0.08 * Math.Min(assets.TernakBesar, 10))
        + (0.01 * Math.Min(assets.TernakKecil, 30));

    /// <summary>Many who eat and few who earn weigh down; the head's schooling and work lift.</summary>
    private static double People(Family family)
    {
        var head = family.Members[0];
        var workers = 0;
        var burdened = 0;
        foreach (var member in family.Members)
        {
            workers += member.HasPekerjaan ? 1 : 0;
            burdened += member.PenyandangDisabilitas is { } functions && (functions.Berjalan <= 2 || functions.Melihat <= 2) ? 1 : 0;
        }

        return (-0.25 * (family.Members.Count - 3))
            + (0.6 * workers / family.Members.Count)
            - (0.3 * burdened)
            + (head.Pendidikan?.IjazahTertinggi ?? 0) switch
            {
                >= 21 and <= 22 => 1.3,
                23 => -0.3,
                >= 19 => 0.9,
                18 => 0.6,
                >= 11 => 0.3,
                >= 6 => 0.1,
                _ => 0,
            }
            + head.Pekerjaan switch { 5 => 0.8, 3 => 0.7, 4 => 0.3, 1 or 2 => 0.2, 6 => -0.3, 7 => -0.1, _ => 0 };
    }

    private static double Points(bool has, double points) => has ? points : 0;
}
