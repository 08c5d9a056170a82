using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Sandbox.Nation;
using Date = Google.Type.Date;
using DesilBasis = Dtsen.Exchange.Contracts.Type.V1.DesilBasis;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Sandbox.Magic;

/// <summary>The families of <see cref="MagicNiks"/> as BPS hands them over: with house and schooling, in the usual form.</summary>
internal sealed class MagicFamilies
{
    private const int Century = 100;

    private static readonly SplitMix Luck = new(0);

    private readonly ILookup<string, Family> _byKabupaten;

    public MagicFamilies(SyntheticNation nation, Period period)
    {
        All = [.. MagicNiks.All.Where(magic => magic.Outcome != DesilOutcome.NotFound).Select(magic => Make(magic, nation, period))];
        _byKabupaten = All.ToLookup(family => family.KodeKabupatenKota);
    }

    public IReadOnlyList<Family> All { get; }

    public IReadOnlyList<Family> In(WilayahCode kabupaten) => [.. _byKabupaten[kabupaten.ToString()]];

    private static Family Make(MagicNik magic, SyntheticNation nation, Period period)
    {
        if (!WilayahCode.TryParse(magic.Desa, out var desa) || !WilayahCode.TryParse(magic.KodeKabupatenKota, out var kabupaten))
        {
            throw new InvalidOperationException($"Magic NIK {magic.Number} has no place.");
        }

        var place = nation.Geography.Of(kabupaten);
        var household = new Household
        {
            Card = new Family { NomorKartuKeluarga = magic.FamilyNumber, NamaKepalaKeluarga = magic.Name },
            Key = (ulong)magic.Number,
            HouseKey = (ulong)magic.Number,
            Place = place,
            Origin = place,
            Style = place.Traits.Styles[0],
            Welfare = magic.Desil is { } desil ? (desil.Nasional - 5.5) / 3 : 0,
        };
        Address.Settle(household, desa, nation.Geography.Wilayah, Luck.Fork((ulong)magic.Number));
        household.Card.Members.Add(MemberOf(magic));
        PersonalLife.Live(household.Head, household, nation.SnapshotDay(period), Luck);
        Dwelling.Furnish(household, Luck);
        Rank(household.Card, magic, period == nation.FirstPeriod);
        return household.Card;
    }

    private static void Rank(Family card, MagicNik magic, bool first)
    {
        if (magic.Outcome == DesilOutcome.BelumAdaDesil)
        {
            card.DesilBasis = DesilBasis.KeluargaBaru;
            return;
        }

        var desil = (first ? magic.FirstDesil : null) ?? magic.Desil ?? new MagicDesil(5, 5, 5);
        (card.DesilNasional, card.DesilProvinsi, card.DesilKabupatenKota) = (desil.Nasional, desil.Provinsi, desil.KabupatenKota);
        card.DesilBasis = DesilBasis.Peringkat;
    }

    private static Member MemberOf(MagicNik magic)
    {
        var member = new Member
        {
            NomorIndukKependudukan = magic.Nik,
            Nama = magic.Name,
            TanggalLahir = BornOf(magic),
            JenisKelamin = magic.Nik[6] >= '4' ? 2u : 1u,
            StatusNik = magic.Outcome switch
            {
                DesilOutcome.Meninggal => NikStatus.Meninggal,
                DesilOutcome.NikTidakAktif => NikStatus.TidakAktif,
                DesilOutcome.NikGanda => NikStatus.Ganda,
                _ => NikStatus.Aktif,
            },
        };
        member.Set(Relation.Head);
        member.Set(Marriage.Divorced);
        return member;
    }

    /// <summary>What the digits say, in the century that makes sense of them; one was corrected.</summary>
    private static Date BornOf(MagicNik magic)
    {
        if (magic.Number == 18)
        {
            return new Date { Year = 1992, Month = 12, Day = 11 };
        }

        int Digits(int at) => int.Parse(magic.Nik.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var year = Digits(10);
        return new Date { Year = (year < 10 ? 2000 : 2000 - Century) + year, Month = Digits(8), Day = Digits(6) % 40 };
    }
}
