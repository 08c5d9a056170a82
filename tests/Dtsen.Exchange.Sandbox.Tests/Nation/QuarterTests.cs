using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Sandbox.Nation;

namespace Dtsen.Exchange.Sandbox.Tests.Nation;

/// <summary>From one quarter to the next the nation is the same nation, three months older.</summary>
public class QuarterTests
{
    private static readonly Dictionary<string, Family> Before = Nations.FirstFamilies.ToDictionary(family => family.NomorKartuKeluarga);
    private static readonly Dictionary<string, Family> After = Nations.SecondFamilies.ToDictionary(family => family.NomorKartuKeluarga);
    private static readonly HashSet<string> PeopleBefore = Niks(Nations.FirstFamilies);
    private static readonly HashSet<string> PeopleAfter = Niks(Nations.SecondFamilies);

    [Fact]
    public void Nearly_all_families_go_on() =>
        Assert.InRange(Before.Keys.Count(After.ContainsKey) / (double)Before.Count, 0.97, 0.9999);

    [Fact]
    public void Some_are_born_and_nobody_else_appears()
    {
        var day = Nations.Nation.SnapshotDay(Nations.First);
        var born = Nations.SecondFamilies
            .SelectMany(family => family.Members)
            .Where(member => !PeopleBefore.Contains(member.NomorIndukKependudukan))
            .ToList();

        Assert.InRange(born.Count / (double)Nations.People, 0.001, 0.01);
        Assert.All(born, member => Assert.True(member.Born() > day));
    }

    [Fact]
    public void Who_was_dead_is_gone_and_nobody_else_is()
    {
        var gone = Nations.FirstPeople.Where(member => !PeopleAfter.Contains(member.NomorIndukKependudukan)).ToList();

        Assert.NotEmpty(gone);
        Assert.All(gone, member => Assert.Equal(NikStatus.Meninggal, member.StatusNik));
    }

    [Fact]
    public void A_head_who_died_is_followed_by_another_under_a_new_nomor_kk()
    {
        var dead = Nations.FirstFamilies
            .Where(family => family.Members[0].IsDead() && family.Members.Any(member => !member.IsDead()))
            .ToList();

        Assert.NotEmpty(dead);
        Assert.All(dead, family => Assert.DoesNotContain(family.NomorKartuKeluarga, After.Keys));
    }

    [Fact]
    public void Some_move_to_another_kabupaten_and_keep_their_number()
    {
        var moved = Before.Values.Where(family =>
            After.TryGetValue(family.NomorKartuKeluarga, out var later) && later.KodeKabupatenKota != family.KodeKabupatenKota).ToList();

        Assert.InRange(moved.Count / (double)Before.Count, 0.001, 0.02);
    }

    [Fact]
    public void Some_found_a_family_of_their_own()
    {
        var founded = Nations.SecondFamilies
            .Where(family => !Before.ContainsKey(family.NomorKartuKeluarga))
            .Where(family => family.Members.All(member => PeopleBefore.Contains(member.NomorIndukKependudukan)))
            .ToList();

        Assert.Contains(founded, family => family.Members.Count == 1);
        Assert.Contains(founded, family => family.Members.Any(member => member.Relation() == Relation.Spouse));
    }

    [Fact]
    public void A_few_houses_and_their_assets_change_and_most_do_not()
    {
        var changed = Before.Values.Count(family =>
            After.TryGetValue(family.NomorKartuKeluarga, out var later) && !later.Kepemilikan.Equals(family.Kepemilikan));

        Assert.InRange(changed / (double)Before.Count, 0.02, 0.7);
    }

    private static HashSet<string> Niks(IEnumerable<Family> families) =>
        [.. families.SelectMany(family => family.Members).Select(member => member.NomorIndukKependudukan)];
}
