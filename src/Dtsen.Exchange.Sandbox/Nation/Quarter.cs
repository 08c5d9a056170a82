using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>What a quarter does to the families of a kabupaten: deaths, births, moves, new families, better and worse times.</summary>
/// <param name="Step">Number of the quarter, from 1.</param>
/// <param name="Begins">Day after the snapshot before.</param>
/// <param name="Day">Day of the snapshot.</param>
/// <param name="Destination">Where those go who leave the kabupaten; everybody who leaves in this quarter goes there.</param>
internal sealed record Quarter(int Step, DateOnly Begins, DateOnly Day, Kabupaten Destination)
{
    private const double Birth = 0.035;
    private const double Shock = 0.10;
    private const double LeavesKabupaten = 0.006;
    private const double MovesWithin = 0.006;
    private const double Parts = 0.06;
    private const double LeavesHome = 0.012;

    /// <summary>Passes over one family.</summary>
    /// <returns>The families that come of it: none, it, or it and a new one.</returns>
    public IEnumerable<Household> Pass(Household household, Registrar registrar, Geography geography, SplitMix nation)
    {
        var dice = nation.Fork(household.Key).Fork((ulong)Step);
        var card = household.Card;
        household.IsNew = false;
        if (!Succession.Bury(household, registrar, DayWithin(dice)))
        {
            yield break;
        }

        household.Welfare += (0.05 * dice.Normal()) + (dice.Chance(Shock) ? 0.5 * dice.Normal() : 0);
        var founded = Part(household, registrar, geography, nation, dice);
        Move(household, registrar.Home, geography, dice);
        foreach (var member in card.Members)
        {
            PersonalLife.Live(member, household, Day, nation);
        }

        Bear(household, registrar, nation, dice);
        foreach (var member in card.Members)
        {
            Die(member, dice);
        }

        Dwelling.Furnish(household, nation);
        yield return household;
        if (founded is not null)
        {
            yield return founded;
        }
    }

    /// <summary>Who left the kabupaten once stays: so its people are found again in one other for each quarter.</summary>
    private void Move(Household household, Kabupaten home, Geography geography, SplitMix dice)
    {
        var chance = dice.Fraction();
        var leaves = chance < LeavesKabupaten && household.Place == home;
        var moves = leaves || chance is >= LeavesKabupaten and < LeavesKabupaten + MovesWithin;
        if (!moves || household.Card.KeluargaDalamRumah > 1)
        {
            return;
        }

        household.Place = leaves ? Destination : household.Place;
        household.HouseKey = household.Key ^ ((ulong)Step << 56);
        Address.Settle(household, household.Place.DrawDesa(dice), geography.Wilayah, dice);
    }

    private void Bear(Household household, Registrar registrar, SplitMix nation, SplitMix dice)
    {
        var mother = household.Card.Members.FirstOrDefault(member =>
            member.Relation() is Relation.Spouse && member.Sex() == Sex.Female && member.AgeOn(Day) is >= 19 and <= 42);
        if (mother is not null && dice.Chance(Birth))
        {
            new Kin(household, registrar, Day, nation, dice)
                .Add(dice.Chance(0.512) ? Sex.Male : Sex.Female, DayWithin(dice), Relation.Child, Marriage.Never, household.Place);
        }
    }

    private void Die(Member member, SplitMix dice)
    {
        var age = member.AgeOn(Day);
        if (dice.Chance(age < 50 ? 0.0003 : age < 65 ? 0.002 : age < 80 ? 0.010 : 0.035))
        {
            member.StatusNik = NikStatus.Meninggal;
        }
    }

    /// <summary>A married child with the own family, or a grown child alone, leaves and is given a nomor KK.</summary>
    private Household? Part(Household household, Registrar registrar, Geography geography, SplitMix nation, SplitMix dice)
    {
        var members = household.Card.Members;
        var founder = members.FirstOrDefault(member => member.Relation() == Relation.Child && member.AgeOn(Day) >= 21);
        if (founder is null || !dice.Chance(founder.Marriage() == Marriage.Married ? Parts : LeavesHome))
        {
            return null;
        }

        List<Member> leaving = [founder];
        if (founder.Marriage() == Marriage.Married)
        {
            leaving.AddRange(members.Where(member => member.Relation() == Relation.ChildInLaw));
            leaving.AddRange(members.Where(member => member.Relation() == Relation.Grandchild));
        }

        var founded = Succession.Found(household, leaving, Step);
        Address.Settle(founded, founded.Place.DrawDesa(dice), geography.Wilayah, dice);
        founded.Card.NomorKartuKeluarga = registrar.IssueFamilyNumber(founded.Kecamatan, DayWithin(dice));
        founded.Welfare += (0.4 * dice.Normal()) - 0.1;
        Dwelling.Furnish(founded, nation);
        return founded;
    }

    private DateOnly DayWithin(SplitMix dice) => Begins.AddDays(dice.Below(Math.Max(1, Day.DayNumber - Begins.DayNumber + 1)));
}
