using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// The house and what the family owns (family variables 13 to 26), from how well off the family is. Each variable has its own luck, which
/// stays the same for life: a family that does a little better changes one thing, not all.
/// </summary>
internal static class Dwelling
{
    private const double Luck = 0.55;
    private const ulong HouseStream = 11;
    private const ulong AssetStream = 12;

    public static void Furnish(Household household, SplitMix nation)
    {
        var card = household.Card;
        var house = nation.Fork(household.HouseKey).Fork(HouseStream);
        House(card, household, house);
        card.Kepemilikan = Assets(household, nation.Fork(household.Key).Fork(AssetStream));
    }

    private static void House(Family card, Household household, SplitMix dice)
    {
        var welfare = household.Welfare;
        var wood = household.Place.Traits.Wood;
        var town = household.Place.Code.IsKota;
        double With(SplitMix luck) => welfare + (Luck * luck.Normal());

        card.KeluargaDalamRumah = Math.Max(card.KeluargaDalamRumah, 1);
        card.StatusKepemilikanRumah = dice.Fraction() switch
        {
            var u when u < (town ? 0.62 : 0.88) => 1,
            var u when u < (town ? 0.85 : 0.91) => 2,
            < 0.97 => 3,
            < 0.985 => 4,
            _ => 5,
        };
        card.JenisLantaiTerluas = wood
            ? Step(With(dice), (1.7, 1), (0.3, 2), (0.1, 4), (-0.4, 6), (-1.7, 5), (-2.2, 7), (double.MinValue, 8))
            : Step(With(dice), (1.7, 1), (-0.1, 2), (-0.3, 3), (-0.6, 4), (-1.5, 6), (double.MinValue, 8));
        card.JenisDindingTerluas = wood
            ? Step(With(dice), (0.4, 1), (-1.5, 3), (-2.0, 5), (double.MinValue, 6))
            : Step(With(dice), (-0.7, 1), (-1.0, 2), (-1.5, 3), (double.MinValue, 4));
        card.JenisAtapTerluas = wood
            ? Step(With(dice), (2.0, 1), (-1.5, 3), (-1.8, 6), (double.MinValue, 7))
            : Step(With(dice), (1.9, 1), (-0.8, 2), (-1.2, 4), (-2.2, 3), (double.MinValue, 5));
        card.SumberAirMinumUtama = town
            ? Step(With(dice), (1.4, 1), (0.4, 2), (-0.5, 3), (-1.6, 4), (double.MinValue, 5))
            : Step(With(dice), (1.8, 1), (0.9, 2), (0.5, 3), (-0.4, 4), (-0.9, 5), (-1.3, 7), (-1.8, 6), (-2.2, 8), (double.MinValue, 9));
        card.SumberPeneranganUtama = Step(With(dice), (-1.9, 1), (-2.2, 2), (-2.6, 3), (double.MinValue, 4));
        Power(card, With(dice), dice);
        card.BahanBakarUtamaMemasak = wood
            ? Step(With(dice), (2.2, 1), (1.5, 3), (1.2, 2), (-0.9, 4), (-1.1, 7), (double.MinValue, 10))
            : Step(With(dice), (2.2, 1), (1.5, 3), (1.2, 2), (-1.5, 4), (double.MinValue, 10));
        Toilet(card, With(dice), With(dice));
    }

    private static void Power(Family card, double welfare, SplitMix dice)
    {
        var meter = dice.Next() % 10_000_000_000;
        if (card.SumberPeneranganUtama == 1)
        {
            card.DayaTerpasang = Step(welfare, (1.8, 5), (1.1, 4), (0.4, 3), (-0.6, 2), (double.MinValue, 1));
            card.IdMeteranPln = "5" + meter.ToString("D10", CultureInfo.InvariantCulture);
        }
        else
        {
            card.ClearDayaTerpasang();
            card.IdMeteranPln = "";
        }
    }

    private static void Toilet(Family card, double welfare, double closet)
    {
        card.FasilitasBab = Step(welfare, (-0.9, 1), (-1.3, 2), (-1.5, 3), (-1.8, 4), (double.MinValue, 6));
        if (card.FasilitasBab == 6)
        {
            card.ClearJenisKloset();
            card.ClearPembuanganAkhirTinja();
            return;
        }

        card.JenisKloset = Step(closet, (-1.0, 1), (-1.4, 2), (-1.7, 3), (double.MinValue, 4));
        card.PembuanganAkhirTinja = Step(closet, (1.9, 2), (-0.8, 1), (-1.3, 4), (-1.8, 3), (double.MinValue, 5));
    }

    private static Kepemilikan Assets(Household household, SplitMix dice)
    {
        var rural = !household.Place.Code.IsKota;
        double With() => household.Welfare + (Luck * dice.Normal());
        uint Amount(double luck, double above, double scale) => luck > above ? (uint)(((luck - above) * scale) + 1) : 0;

        return new Kepemilikan
        {
            TabungGas = With() > 1.0,
            LemariEs = With() > -0.2,
            Ac = With() > 1.2,
            PemanasAir = With() > 2.0,
            TeleponRumah = With() > 2.1,
            TvDatar = With() > 0.5,
            EmasPerhiasan = Amount(With(), 0.3, 9),
            KomputerLaptopTablet = With() > 0.8,
            SepedaMotor = With() > -0.9,
            Sepeda = dice.Normal() > 0.4,
            Mobil = With() > 1.4,
            Perahu = rural && dice.Normal() > 1.9,
            KapalPerahuMotor = rural && dice.Normal() + (0.3 * With()) > 2.2,
            Smartphone = With() > -1.2,
            SawahKebun = rural ? Math.Round(Math.Max(0, dice.Normal() - 0.2) * 0.8, 2) : 0,
            LahanLainnya = With() > 1.3,
            RumahLainnya = With() > 1.8,
            TernakBesar = rural ? Amount(dice.Normal(), 1.3, 3) : 0,
            TernakKecil = rural ? Amount(dice.Normal(), 0.6, 7) : 0,
        };
    }

    /// <summary>The code of the highest step that the value reaches; steps fall.</summary>
    private static uint Step(double value, params ReadOnlySpan<(double From, int Code)> steps)
    {
        foreach (var (from, code) in steps)
        {
            if (value >= from)
            {
                return (uint)code;
            }
        }

        return (uint)steps[^1].Code;
    }
}
