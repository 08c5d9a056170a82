using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.NikChecks;
using Dtsen.Exchange.Sandbox.Nation;
using Nik = Dtsen.Exchange.Domain.Nik;
using Sex = Dtsen.Exchange.Domain.Sex;

namespace Dtsen.Exchange.Sandbox.Tests.Nation;

/// <summary>What real registers hold and careless programs get wrong is in the nation, and all of it is valid.</summary>
public class OdditiesTests
{
    private static readonly DateOnly Snapshot = Nations.Nation.SnapshotDay(Nations.First);

    [Fact]
    public void No_nik_is_wrong_and_some_carry_warnings()
    {
        var findings = Nations.FirstPeople.Select(member => NikCheck.Check(
            member.NomorIndukKependudukan, Nations.Wilayah, member.Born(), member.Sex())).ToList();

        Assert.DoesNotContain(findings, finding => finding.Verdict == NikVerdict.Error);
        Assert.InRange(Share(findings.Count(finding => finding.Findings.Contains(NikFinding.BirthDateDiffers))), 0.003, 0.02);
        Assert.Contains(findings, finding => finding.Findings.Contains(NikFinding.SexDiffers));
        Assert.Contains(findings, finding => finding.Findings.Contains(NikFinding.KabupatenUnknown));
        Assert.InRange(Share(findings.Count(finding => finding.Verdict == NikVerdict.Valid)), 0.9, 0.999);
    }

    [Fact]
    public void Most_live_where_they_were_first_registered_and_some_do_not()
    {
        var movers = Nations.FirstFamilies.Sum(family => family.Members.Count(member =>
            !member.NomorIndukKependudukan.StartsWith(family.KodeKabupatenKota, StringComparison.Ordinal)));

        Assert.InRange(Share(movers), 0.05, 0.30);
    }

    [Fact]
    public void Papuan_niks_are_there() => Assert.InRange(
        Share(Nations.FirstPeople.Count(member => member.NomorIndukKependudukan[0] == '9')), 0.005, 0.05);

    [Fact]
    public void Women_have_their_day_of_birth_raised_by_40()
    {
        var women = Nations.FirstPeople.Where(member => member.Sex() == Sex.Female).ToList();

        Assert.InRange(women.Count(member => NikOf(member).SexByDigits == Sex.Female) / (double)women.Count, 0.99, 0.9999);
    }

    [Fact]
    public void Somebody_is_over_100_and_somebody_was_born_this_month()
    {
        Assert.Contains(Nations.FirstPeople, member => member.AgeOn(Snapshot) >= 101);
        Assert.Contains(Nations.FirstPeople, member => (Snapshot.Year, Snapshot.Month) == (member.Born().Year, member.Born().Month));
        Assert.DoesNotContain(Nations.FirstPeople, member => member.Born() > Snapshot);
    }

    [Theory]
    [InlineData(NikStatus.Aktif, 0.95, 0.999)]
    [InlineData(NikStatus.Meninggal, 0.0005, 0.02)]
    [InlineData(NikStatus.TidakAktif, 0.0005, 0.02)]
    [InlineData(NikStatus.Ganda, 0.0005, 0.02)]
    public void Every_state_of_a_nik_is_there(NikStatus status, double least, double most) =>
        Assert.InRange(Share(Nations.FirstPeople.Count(member => member.StatusNik == status)), least, most);

    [Fact]
    public void Names_come_in_every_form()
    {
        var names = Nations.FirstPeople.Select(member => member.Nama).ToList();

        Assert.InRange(Share(names.Count(name => !name.Contains(' ', StringComparison.Ordinal))), 0.05, 0.4);
        Assert.InRange(Share(names.Count(name => name.Contains('\'', StringComparison.Ordinal))), 0.002, 0.1);
        Assert.InRange(Share(names.Count(name => name.Length > 40)), 0.001, 0.02);
        string[] parts = ["H. ", "Hj. ", "Drs. ", ", S.Pd.", "I Wayan ", "Ni Made ", " Simanjuntak", " Wenda", "Muh. ", " bin ", " binti "];
        foreach (var part in parts)
        {
            Assert.Contains(names, name => name.Contains(part, StringComparison.Ordinal));
        }

        Assert.All(names, name => Assert.InRange(name.Length, 2, 200));
        Assert.All(names, name => Assert.Equal(name.Trim(), name));
    }

    [Fact]
    public void A_meter_may_serve_two_families()
    {
        var shared = Nations.FirstFamilies
            .Where(family => family.IdMeteranPln.Length > 0)
            .GroupBy(family => family.IdMeteranPln)
            .Where(meter => meter.Count() > 1)
            .ToList();

        Assert.NotEmpty(shared);
        Assert.All(shared, meter => Assert.All(meter, family => Assert.Equal(2u, family.KeluargaDalamRumah)));
    }

    private static Nik NikOf(Member member) =>
        Nik.TryParse(member.NomorIndukKependudukan, out var nik) ? nik : throw new InvalidOperationException("A NIK is none.");

    private static double Share(int count) => count / (double)Nations.People;
}
