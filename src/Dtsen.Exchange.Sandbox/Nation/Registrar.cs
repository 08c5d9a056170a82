using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>The civil registry of one kabupaten's people: issues their NIK and nomor KK, wherever they live by then.</summary>
/// <param name="home">The kabupaten in which its families began.</param>
internal sealed class Registrar(Kabupaten home)
{
    private const int WomenDayOffset = 40;
    private const double BirthDateCorrected = 0.008;
    private const double SexCorrected = 0.001;

    private readonly NumberIssuer _niks = new(home);
    private readonly NumberIssuer _familyNumbers = new(home);

    /// <summary>The kabupaten in which its families began.</summary>
    public Kabupaten Home => home;

    /// <summary>Goes on to the next kecamatan of a kabupaten that is gone through by kecamatan.</summary>
    public void Enter(ulong kecamatan)
    {
        _niks.Enter(kecamatan);
        _familyNumbers.Enter(kecamatan);
    }

    /// <summary>Registers a person: NIK, sex and date of birth.</summary>
    /// <param name="sex">Sex.</param>
    /// <param name="born">Date of birth.</param>
    /// <param name="place">Where the person was first registered.</param>
    /// <param name="kecamatan">Kecamatan there; null: any.</param>
    /// <param name="dice">Chance.</param>
    public Member Register(Sex sex, DateOnly born, Kabupaten place, ulong? kecamatan, SplitMix dice)
    {
        // What the digits say is what was said at the first registration; a correction later leaves them as they are.
        var firstSaid = dice.Chance(BirthDateCorrected) ? born.AddDays(-dice.Between(1, 900)) : born;
        var firstSex = dice.Chance(SexCorrected) ? (sex == Sex.Male ? Sex.Female : Sex.Male) : sex;
        var at = kecamatan ?? place.Kecamatan[dice.Below(place.Kecamatan.Count)].Number;
        ulong nik;
        while (!_niks.TryIssue(at, RetiredCodes.RegionAt(at, born), firstSaid, firstSex == Sex.Female ? WomenDayOffset : 0, out nik))
        {
            at = home.Kecamatan[dice.Below(home.Kecamatan.Count)].Number;
        }

        return new Member
        {
            NomorIndukKependudukan = nik.ToString("D16", CultureInfo.InvariantCulture),
            JenisKelamin = (uint)sex,
            TanggalLahir = born.ToDate(),
            StatusNik = NikStatus.Aktif,
        };
    }

    /// <summary>Issues a nomor KK.</summary>
    public string IssueFamilyNumber(ulong kecamatan, DateOnly day)
    {
        ulong number;
        while (!_familyNumbers.TryIssue(kecamatan, kecamatan, day, 0, out number))
        {
            day = day.AddDays(-1);
        }

        return number.ToString("D16", CultureInfo.InvariantCulture);
    }
}
