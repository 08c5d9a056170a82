using Dtsen.Exchange.Contracts.Type.V1;
using NikStatus = Dtsen.Exchange.Contracts.Type.V1.NikStatus;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>How families end, go on under another head, and begin.</summary>
internal static class Succession
{
    private const int Adult = 17;

    /// <summary>
    /// Takes out who died before. Where that was the head, another takes the place and the nomor KK is issued anew, as the law wants it.
    /// </summary>
    /// <returns>Whether anybody is left.</returns>
    public static bool Bury(Household household, Registrar registrar, DateOnly recorded)
    {
        var members = household.Card.Members;
        var spouse = members.FirstOrDefault(member => member.Relation() == Relation.Spouse);
        var headDied = household.Head.IsDead();
        for (var at = members.Count - 1; at >= 0; at--)
        {
            if (members[at].IsDead())
            {
                Widow(members[at] == spouse ? household.Head : members[at] == household.Head ? spouse : null);
                members.RemoveAt(at);
            }
        }

        if (members.Count == 0)
        {
            return false;
        }

        if (headDied)
        {
            Succeed(household);
            household.Card.NomorKartuKeluarga = registrar.IssueFamilyNumber(household.Kecamatan, recorded);
            household.Card.NamaKepalaKeluarga = household.Head.Nama;
        }

        return true;
    }

    /// <summary>A family that parts from another: the first of those who leave is its head.</summary>
    public static Household Found(Household from, List<Member> leaving, int step)
    {
        var founded = new Household
        {
            Card = new Family(),
            Key = SplitMix.Mix(from.Key + ((ulong)step << 56)),
            HouseKey = SplitMix.Mix(from.Key + ((ulong)step << 56)),
            Place = from.Place,
            Origin = from.Origin,
            Style = from.Style,
            FamilyName = from.FamilyName,
            Welfare = from.Welfare,
            Upbringing = from.Upbringing,
            IsNew = true,
        };
        foreach (var member in leaving)
        {
            from.Card.Members.Remove(member);
            founded.Card.Members.Add(member);
            member.Set(member.Relation() switch
            {
                Relation.Child => Relation.Head,
                Relation.ChildInLaw => Relation.Spouse,
                _ => Relation.Child,
            });
        }

        founded.Card.NamaKepalaKeluarga = founded.Head.Nama;
        return founded;
    }

    private static void Widow(Member? left)
    {
        if (left is { StatusNik: not NikStatus.Meninggal })
        {
            left.Set(Marriage.Widowed);
        }
    }

    private static void Succeed(Household household)
    {
        var members = household.Card.Members;
        var next = members.FirstOrDefault(member => member.Relation() == Relation.Spouse)
            ?? members.OrderBy(member => member.Born()).FirstOrDefault(member =>
                member.Relation() == Relation.Child && member.Born() <= members[0].Born().AddYears(Adult))
            ?? members.MinBy(member => member.Born())!;
        var wasChild = next.Relation() == Relation.Child;
        members.Remove(next);
        members.Insert(0, next);
        next.Set(Relation.Head);
        foreach (var member in members.Skip(1).Where(_ => wasChild))
        {
            member.Set(member.Relation() == Relation.ChildInLaw && next.Marriage() == Marriage.Married ? Relation.Spouse
                : member.Relation() == Relation.Grandchild && next.Marriage() == Marriage.Married ? Relation.Child
                : Relation.Other);
        }
    }
}
