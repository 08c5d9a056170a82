using System.Globalization;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.NikChecks;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.Tests.Nation;

namespace Dtsen.Exchange.Sandbox.Tests.Magic;

public class MagicNiksTests
{
    [Fact]
    public void There_is_one_for_every_outcome_and_for_every_desil()
    {
        // No release holds a family that is closed: only events of the days after close one.
        var outcomes = Enum.GetValues<DesilOutcome>().Except([DesilOutcome.Unspecified, DesilOutcome.KeluargaTutup]);

        Assert.All(outcomes, outcome => Assert.Contains(MagicNiks.All, magic => magic.Outcome == outcome));
        Assert.All(Enumerable.Range(1, 10), desil => Assert.Equal((uint)desil, MagicNiks.Of(desil).Desil!.Value.Nasional));
    }

    [Fact]
    public void Each_is_a_nik_and_its_last_two_digits_are_its_number() => Assert.All(MagicNiks.All, magic =>
    {
        Assert.NotEqual(NikVerdict.Error, NikCheck.Check(magic.Nik, Nations.Wilayah).Verdict);
        Assert.True(FamilyNumber.TryParse(magic.FamilyNumber, out _));
        Assert.EndsWith(magic.Number.ToString("D2", CultureInfo.InvariantCulture), magic.Nik, StringComparison.Ordinal);
        Assert.Same(magic, MagicNiks.Of(magic.Number));
    });

    [Fact]
    public void Nobody_in_the_nation_has_one()
    {
        var people = Nations.FirstPeople.Select(member => member.NomorIndukKependudukan).ToHashSet();
        var families = Nations.FirstFamilies.Select(family => family.NomorKartuKeluarga).ToHashSet();

        Assert.DoesNotContain(MagicNiks.All, magic => people.Contains(magic.Nik) || families.Contains(magic.FamilyNumber));
    }

    [Fact]
    public void The_documented_table_is_the_one_in_the_code()
    {
        var lines = File.ReadAllLines(RepositoryFolder.Inner("docs/sandbox.md"));

        Assert.All(MagicNiks.All, magic => Assert.Contains(MagicTable.LineOf(magic), lines));
    }
}
