using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>
/// Schooling, work and health of a person (person variables 9 to 13) at an age. A person's luck stays the same for life, so that a later
/// quarter finds the same person, older.
/// </summary>
internal static class PersonalLife
{
    private const ulong Stream = 21;
    private const int SchoolAge = 5;
    private const int WorkingAge = 15;
    private const uint NoCertificate = 23;
    private const uint Bachelor = 19;
    private static readonly uint[] Illnesses = [2, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 10, 13, 13, 17, 18, 12];

    // Certificates by how far somebody gets: the least talent and luck for it, the age at which it is earned, the code.
    private static readonly (double From, int Age, uint Code)[] Ladder =
        [(-1.6, 12, 3), (-0.9, 15, 8), (-0.3, 18, 13), (0.8, 21, 18), (1.0, 22, Bachelor), (1.9, 26, 21)];

    public static void Live(Member member, Household household, DateOnly day, SplitMix nation)
    {
        var dice = nation.Fork(ulong.Parse(member.NomorIndukKependudukan, System.Globalization.CultureInfo.InvariantCulture)).Fork(Stream);
        var age = member.AgeOn(day);
        Learn(member, household, age, dice);
        Work(member, household, age, dice);
        Ail(member, age, dice);
    }

    /// <summary>Whether a person has a university degree.</summary>
    public static bool IsGraduate(Member member) => member.Pendidikan?.IjazahTertinggi is Bachelor or 21;

    private static void Learn(Member member, Household household, int age, SplitMix dice)
    {
        var reach = (0.6 * household.Upbringing) + (0.8 * dice.Normal()) + (age < 25 ? 0.4 : age > 35 ? (35 - age) * 0.02 : 0.1);
        var religious = dice.Chance(0.12);
        var vocational = dice.Chance(0.4);
        if (age < SchoolAge)
        {
            member.Pendidikan = null;
            return;
        }

        var certificate = NoCertificate;
        var attends = age is >= 7 and < 12 && reach > -2.2;
        foreach (var (from, earnedAt, code) in Ladder)
        {
            if (reach >= from)
            {
                certificate = age >= earnedAt ? code : certificate;
                attends |= age >= 7 && age < earnedAt;
            }
        }

        certificate = certificate switch
        {
            3 when religious => 4,
            8 when religious => 9,
            13 when religious => 14,
            13 when vocational => 15,
            var other => other,
        };
        var never = age < 7 || (certificate == NoCertificate && !attends && reach < -2.4);
        member.Pendidikan = new Pendidikan { PartisipasiSekolah = attends ? 2u : never ? 1u : 3u, IjazahTertinggi = certificate };
    }

    private static void Work(Member member, Household household, int age, SplitMix dice)
    {
        var works = dice.Fraction() < (age > 62 ? 0.45 : member.Sex() == Sex.Male ? 0.9 : 0.5);
        var kind = dice.Fraction();
        var owns = dice.Chance(0.02);
        if (age < WorkingAge || age > 80 || !works || member.Pendidikan?.PartisipasiSekolah == 2)
        {
            member.ClearPekerjaan();
            member.KepemilikanUsaha = false;
            return;
        }

        member.Pekerjaan = IsGraduate(member) && kind < 0.3 ? 5
            : household.Place.Code.IsKota
                ? kind switch { < 0.50 => 4u, < 0.74 => 1, < 0.80 => 2, < 0.85 => 3, < 0.88 => 5, < 0.97 => 7, _ => 8 }
                : kind switch { < 0.24 => 4u, < 0.48 => 1, < 0.62 => 2, < 0.65 => 3, < 0.67 => 5, < 0.83 => 6, < 0.89 => 7, _ => 8 };
        member.KepemilikanUsaha = member.Pekerjaan is 1 or 2 or 3 || owns;
    }

    private static void Ail(Member member, int age, SplitMix dice)
    {
        var frail = 0.004 + (Math.Max(0, age - 50) * 0.004);
        uint Function() => dice.Fraction() is var u && u < frail ? (u < frail / 8 ? 1u : u < frail / 3 ? 2u : 3u) : 4u;
        member.PenyandangDisabilitas = age < 2 ? null : new Disabilitas
        {
            Melihat = Function(),
            Mendengar = Function(),
            Berjalan = Function(),
            MenggunakanTanganJari = Function(),
            BelajarIntelektual = Function(),
            MengendalikanPerilaku = Function(),
            Berbicara = Function(),
            MengurusDiri = Function(),
            MengingatBerkonsentrasi = Function(),
        };

        var first = dice.Pick<uint>(Illnesses);
        var second = dice.Pick<uint>(Illnesses);
        var u = dice.Fraction();
        var ill = 0.02 + (Math.Max(0, age - 35) * 0.008);
        member.PenyakitKronis.Clear();
        if (u >= ill)
        {
            member.PenyakitKronis.Add(1);
            return;
        }

        member.PenyakitKronis.Add(Math.Min(first, second));
        if (u < ill / 5 && first != second)
        {
            member.PenyakitKronis.Add(Math.Max(first, second));
        }
    }
}
