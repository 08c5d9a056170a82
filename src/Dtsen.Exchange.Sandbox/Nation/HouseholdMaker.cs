using Dtsen.Exchange.Contracts.Type.V1;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Makes the families with which a kabupaten begins.</summary>
/// <param name="place">The kabupaten.</param>
/// <param name="geography">All of them.</param>
/// <param name="registrar">Who numbers its people.</param>
/// <param name="day">Day of the first snapshot.</param>
/// <param name="quarterBegins">First day of the first period.</param>
/// <param name="nation">Chance of the nation.</param>
/// <param name="kecamatan">Place of the kecamatan in which they live; null: in any.</param>
internal sealed class HouseholdMaker(
    Kabupaten place, Geography geography, Registrar registrar, DateOnly day, DateOnly quarterBegins, SplitMix nation, int? kecamatan = null)
{
    private const double NewFamily = 0.015;
    private const double SharesHouse = 0.03;
    private const int OldestCard = 15;

    /// <summary>Makes one family.</summary>
    /// <param name="index">Its number in the kabupaten.</param>
    /// <param name="neighbour">The family made before, in whose house it may live; null for the first.</param>
    /// <param name="most">People that are still to be made: the family has no more members.</param>
    public Household Make(int index, Household? neighbour, int most)
    {
        var key = ((ulong)place.Code.Number << 24) | (uint)index;
        var dice = nation.Fork(key);
        var shares = neighbour is not null && dice.Chance(SharesHouse);
        var welfare = shares ? neighbour!.Welfare : place.Traits.Welfare + (place.Code.IsKota ? 0.3 : -0.15) + dice.Normal();
        var origin = OriginOf(dice);
        var household = new Household
        {
            Card = new Family(),
            Key = key,
            HouseKey = shares ? neighbour!.HouseKey : key,
            Place = place,
            Origin = origin,
            Style = origin.Traits.Styles[Math.Min(dice.Below(origin.Traits.Styles.Length), dice.Below(origin.Traits.Styles.Length))],
            Welfare = welfare,
            Upbringing = welfare,
            IsNew = dice.Chance(NewFamily),
        };
        household.FamilyName = household.Style.Form == Names.NameForm.FamilyName
            ? dice.Pick<string>(household.Style.LastNamesOf(Domain.Sex.Male))
            : null;
        Settle(household, shares ? neighbour : null, dice);
        new Kin(household, registrar, day, nation, dice).Gather(most);
        Record(household, dice);
        foreach (var member in household.Card.Members)
        {
            member.StatusNik = StatusOf(member, dice);
        }

        Dwelling.Furnish(household, nation);
        return household;
    }

    private Kabupaten OriginOf(SplitMix dice)
    {
        if (!dice.Chance(place.Code.IsKota ? 0.3 : 0.1))
        {
            return place;
        }

        return dice.Chance(0.6) ? geography.DrawInProvinceOf(place, dice) : geography.Draw(dice);
    }

    private void Settle(Household household, Household? neighbour, SplitMix dice)
    {
        if (neighbour is null)
        {
            Address.Settle(household, place.DrawDesa(dice, kecamatan), geography.Wilayah, dice);
            return;
        }

        Address.Settle(household, neighbour.Desa, geography.Wilayah, dice);
        household.Card.Alamat = neighbour.Card.Alamat;
        household.Card.Lokasi = neighbour.Card.Lokasi.Clone();
        household.Card.KeluargaDalamRumah = neighbour.Card.KeluargaDalamRumah = 2;
    }

    /// <summary>Nomor KK: of this quarter where the family is new, else of the last years.</summary>
    private void Record(Household household, SplitMix dice)
    {
        var last = household.IsNew ? day : quarterBegins.AddDays(-1);
        var first = household.IsNew ? quarterBegins : Later(quarterBegins.AddYears(-OldestCard), household.Head.Born().AddYears(17));
        var recorded = first.AddDays(dice.Below(Math.Max(1, last.DayNumber - first.DayNumber)));
        household.Card.NomorKartuKeluarga = registrar.IssueFamilyNumber(household.Kecamatan, recorded);
        household.Card.NamaKepalaKeluarga = household.Head.Nama;
    }

    private NikStatus StatusOf(Member member, SplitMix dice)
    {
        var age = member.AgeOn(day);
        return dice.Fraction() switch
        {
            var u when u < (age > 60 ? 0.015 : 0.001) => NikStatus.Meninggal,
            var u when u > 0.996 && age >= 17 => NikStatus.TidakAktif,
            var u when u > 0.994 && age >= 17 => NikStatus.Ganda,
            _ => NikStatus.Aktif,
        };
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
