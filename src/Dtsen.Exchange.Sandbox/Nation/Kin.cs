using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Nation.Names;
using Google.Protobuf.Collections;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Who belongs to a family: head, spouse, children, parents and whoever else lives with them.</summary>
internal sealed class Kin(Household household, Registrar registrar, DateOnly day, SplitMix nation, SplitMix dice)
{
    private const double Centenarian = 0.012;
    private const double OtherAddress = 0.03;

    private readonly RepeatedField<Member> _members = household.Card.Members;

    /// <summary>Fills the family, head first.</summary>
    public void Gather(int most)
    {
        switch (dice.Fraction())
        {
            case < 0.54: Nuclear(dice.Between(24, 60)); break;
            case < 0.69: Couple(dice.Chance(0.3) ? dice.Between(21, 30) : dice.Between(52, 80)); break;
            case < 0.76: Nuclear(dice.Between(28, 58)); Parent(); break;
            case < 0.82: Stem(); break;
            case < 0.91: Alone(0.8, dice.Between(28, 68)); Children(dice.Between(1, 3)); break;
            default: Alone(0.55, dice.Chance(0.4) ? dice.Between(20, 32) : dice.Between(58, 88)); break;
        }

        if (household.Welfare > 2.2 && dice.Chance(0.25))
        {
            Add(Sex.Female, dice.Between(18, 50), Relation.Servant, Marriage.Never, household.Origin);
        }

        while (_members.Count > most)
        {
            _members.RemoveAt(_members.Count - 1);
        }
    }

    /// <summary>Adds a person of an age.</summary>
    public Member Add(Sex sex, int age, Relation relation, Marriage marriage, Kabupaten registeredIn) =>
        Add(sex, Born(age), relation, marriage, registeredIn);

    /// <summary>Adds a person, with name, schooling, work and health.</summary>
    public Member Add(Sex sex, DateOnly born, Relation relation, Marriage marriage, Kabupaten registeredIn)
    {
        var isLocal = registeredIn == household.Place && !dice.Chance(0.2);
        var member = registrar.Register(sex, born, registeredIn, isLocal ? household.Kecamatan : null, dice);
        member.Set(relation);
        member.Set(marriage);
        PersonalLife.Live(member, household, day, nation);
        member.Nama = NameOf(member, relation);
        if (dice.Chance(OtherAddress))
        {
            member.Alamat = Address.Street(registeredIn, household.Desa, dice);
        }

        _members.Add(member);
        return member;
    }

    /// <summary>Children, the eldest first, as their mother's age allows.</summary>
    public void Children(int count)
    {
        var mother = _members.FirstOrDefault(member => member.Sex() == Sex.Female) ?? household.Head;
        var oldest = Math.Min(24, mother.AgeOn(day) - 19);
        if (oldest < 0)
        {
            return;
        }

        var ages = new int[count];
        for (var at = 0; at < count; at++)
        {
            ages[at] = dice.Between(0, oldest);
        }

        Array.Sort(ages);
        for (var at = count - 1; at >= 0; at--)
        {
            Add(AnySex(), ages[at], Relation.Child, Marriage.Never, dice.Chance(0.85) ? household.Place : household.Origin);
        }
    }

    private void Nuclear(int age)
    {
        Couple(age);
        Children(dice.Fraction() switch { < 0.08 => 0, < 0.40 => 1, < 0.75 => 2, < 0.92 => 3, < 0.985 => 4, _ => 6 });
    }

    private void Couple(int age)
    {
        Add(Sex.Male, age, Relation.Head, Marriage.Married, household.Origin);
        var wife = Math.Max(19, age - dice.Between(-2, 8));
        Add(Sex.Female, wife, Relation.Spouse, Marriage.Married, dice.Chance(0.7) ? household.Origin : household.Place);
    }

    private void Alone(double women, int age)
    {
        var sex = dice.Chance(women) ? Sex.Female : Sex.Male;
        var marriage = age < 33 ? Marriage.Never : dice.Chance(0.65) ? Marriage.Widowed : Marriage.Divorced;
        Add(sex, age, Relation.Head, marriage, household.Origin);
    }

    private void Parent()
    {
        var age = dice.Chance(Centenarian * 4) ? dice.Between(101, 105) : Math.Min(96, household.Head.AgeOn(day) + dice.Between(20, 34));
        Add(dice.Chance(0.7) ? Sex.Female : Sex.Male, age, Relation.Parent, Marriage.Widowed, household.Origin);
    }

    /// <summary>An older couple with a married child, who may found a family of their own one day.</summary>
    private void Stem()
    {
        Couple(dice.Between(48, 70));
        var sex = AnySex();
        var age = dice.Between(21, Math.Min(32, Math.Max(21, _members[1].AgeOn(day) - 20)));
        Add(sex, age, Relation.Child, Marriage.Married, household.Place);
        var spouse = Math.Max(19, age + dice.Between(-4, 4));
        Add(sex == Sex.Male ? Sex.Female : Sex.Male, spouse, Relation.ChildInLaw, Marriage.Married, household.Place);
        for (var count = dice.Below(3); count > 0; count--)
        {
            Add(AnySex(), dice.Below(Math.Max(1, age - 20)), Relation.Grandchild, Marriage.Never, household.Place);
        }
    }

    private string NameOf(Member member, Relation relation)
    {
        var isBlood = relation is Relation.Child or Relation.Grandchild or Relation.Head;
        var father = relation == Relation.Child && household.Head.Sex() == Sex.Male ? household.Head.Nama.Split(' ')[0] : null;
        var order = _members.Count(other => other.Relation() == relation);
        var name = FullName.Make(household.Style, member.Sex(), order, isBlood ? household.FamilyName : null, father, dice);
        var mayHaveGone = household.Style.Form is NameForm.Given or NameForm.Patronym && member.AgeOn(day) > 40 && household.Welfare > 0.6;
        var pilgrim = mayHaveGone && dice.Chance(0.2);
        return FullName.WithTitles(name, member.Sex(), PersonalLife.IsGraduate(member) && dice.Chance(0.3), pilgrim, dice);
    }

    private Sex AnySex() => dice.Chance(0.512) ? Sex.Male : Sex.Female;

    private DateOnly Born(int age) => day.AddYears(-age).AddDays(-dice.Below(365));
}
