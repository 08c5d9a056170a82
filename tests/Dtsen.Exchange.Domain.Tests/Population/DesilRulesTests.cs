using Dtsen.Exchange.Domain.Population;

namespace Dtsen.Exchange.Domain.Tests.Population;

/// <summary>What desil follows from an event, row by row.</summary>
public class DesilRulesTests
{
    [Theory]
    [InlineData("ranked family: as it was ranked", Formation.None, 3, DesilBasis.Ranked, 3, DesilBasis.Ranked)]
    [InlineData("KK issued anew since the head died, left or divorced", Formation.Continuation, 3, DesilBasis.Ranked, 3, DesilBasis.ContinuesFamily)]
    [InlineData("the same, twice", Formation.Continuation, 3, DesilBasis.ContinuesFamily, 3, DesilBasis.ContinuesFamily)]
    [InlineData("the same, of a family that had none", Formation.Continuation, 0, DesilBasis.NewFamily, 0, DesilBasis.NewFamily)]
    [InlineData("a couple or a split forms a KK", Formation.New, 3, DesilBasis.Ranked, 0, DesilBasis.NewFamily)]
    [InlineData("people who arrive form a KK", Formation.Arrival, 3, DesilBasis.Ranked, 0, DesilBasis.None)]
    public void A_family(string row, Formation formation, int before, DesilBasis beforeBasis, int after, DesilBasis afterBasis)
    {
        Assert.NotEmpty(row);
        Assert.Equal(Set(after, afterBasis), DesilRules.OfFamily(formation, Set(before, beforeBasis)));
    }

    [Theory]
    [InlineData("was ranked with it", Joining.None, 3, DesilBasis.Ranked, 3, DesilBasis.Ranked)]
    [InlineData("was ranked with it, and the KK was issued anew", Joining.None, 3, DesilBasis.ContinuesFamily, 3, DesilBasis.ContinuesFamily)]
    [InlineData("newborn", Joining.Birth, 3, DesilBasis.Ranked, 3, DesilBasis.FollowsFamily)]
    [InlineData("newborn of a family whose KK was issued anew", Joining.Birth, 3, DesilBasis.ContinuesFamily, 3, DesilBasis.FollowsFamily)]
    [InlineData("newborn of a new family", Joining.Birth, 0, DesilBasis.NewFamily, 0, DesilBasis.NewFamily)]
    [InlineData("joins a KK that was there", Joining.Move, 3, DesilBasis.Ranked, 3, DesilBasis.FollowsFamily)]
    [InlineData("forms a KK with others", Joining.Move, 0, DesilBasis.NewFamily, 0, DesilBasis.NewFamily)]
    [InlineData("arrives from abroad, or with a new NIK", Joining.Arrival, 3, DesilBasis.Ranked, 0, DesilBasis.None)]
    public void A_person(string row, Joining joining, int family, DesilBasis familyBasis, int person, DesilBasis personBasis)
    {
        Assert.NotEmpty(row);
        Assert.Equal(Set(person, personBasis), DesilRules.OfPerson(joining, Set(family, familyBasis)));
    }

    private static DesilSet Set(int value, DesilBasis basis) => Desil.TryFrom(value, out var desil)
        ? new DesilSet(desil, desil, desil, basis)
        : new DesilSet(null, null, null, basis);
}
