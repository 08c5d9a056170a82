using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Domain.Tests.Partners;

public class SuspensionsTests
{
    private static readonly Agency Kemensos = new("kemensos", "Kementerian Sosial", null, false);
    private static readonly Agency Bps = new("bps", "Badan Pusat Statistik", null, false);

    [Fact]
    public void One_is_added_found_and_taken_away_and_what_was_there_before_never_changes()
    {
        var one = Suspensions.None.With(Of(SuspensionKind.Agency, "bps", 7));
        var two = one.With(Of(SuspensionKind.Application, "bps", 4));

        Assert.Equal([4L, 7L], two.OldestFirst.Select(suspension => suspension.Seq));
        Assert.True(two.Contains(SuspensionKind.Application, "bps"));
        Assert.False(two.Contains(SuspensionKind.Agreement, "bps"));
        Assert.Equal((0, 1, 2), (Suspensions.None.Count, one.Count, two.Count));

        var back = two.Without(new SuspensionSubject(SuspensionKind.Agency, "bps"));
        Assert.Equal([4L], back.OldestFirst.Select(suspension => suspension.Seq));
        Assert.Equal(7, two.Find(new SuspensionSubject(SuspensionKind.Agency, "bps"))!.Seq);
        Assert.Same(back, back.Without(new SuspensionSubject(SuspensionKind.Agency, "bps")));
    }

    [Fact]
    public void A_subject_has_one_suspension()
    {
        var again = Suspensions.None.With(Of(SuspensionKind.Agency, "bps", 7)).With(Of(SuspensionKind.Agency, "bps", 9));

        Assert.Equal([9L], again.OldestFirst.Select(suspension => suspension.Seq));
    }

    [Theory]
    [InlineData("00ab3F", "AB3F")]
    [InlineData("AB3F", "AB3F")]
    [InlineData("0", "")]
    public void A_serial_number_is_compared_as_a_number(string written, string compared) =>
        Assert.Equal(compared, Suspensions.SerialOf(written));

    [Theory]
    [InlineData(SuspensionKind.Agency, "kemensos", true, true, false)]
    [InlineData(SuspensionKind.Application, "kemensos.a", true, false, false)]
    [InlineData(SuspensionKind.Agreement, "PKS-kemensos.b", false, true, false)]
    [InlineData(SuspensionKind.Certificate, "kemensos", false, false, false)]
    [InlineData(SuspensionKind.Agency, "tiada", false, false, false)]
    public void A_directory_takes_over_what_is_suspended_and_no_more(SuspensionKind kind, string id, bool a, bool b, bool other)
    {
        var directory = Directory().With(Suspensions.None.With(Of(kind, id, 3)));

        Assert.Equal(
            (a, b, other),
            (IsSuspended(directory, "kemensos.a"), IsSuspended(directory, "kemensos.b"), IsSuspended(directory, "bps.a")));
        Assert.Equal(kind == SuspensionKind.Agency && a, directory.FindAgency("kemensos")!.Suspended);
        Assert.Equal(5, directory.Version);
    }

    [Fact]
    public void Who_is_suspended_in_a_file_stays_so_and_who_is_not_touched_keeps_the_very_agreement()
    {
        var filed = Directory(Kemensos with { Suspended = true });
        Assert.Same(filed, filed.With(Suspensions.None));

        var directory = filed.With(Suspensions.None.With(Of(SuspensionKind.Application, "bps.a", 3)));

        Assert.True(IsSuspended(directory, "kemensos.a"));
        Assert.Same(filed.FindApplication("kemensos.a")!.Agreement, directory.FindApplication("kemensos.a")!.Agreement);
        Assert.Same(directory.FindAgency("kemensos"), directory.FindApplication("kemensos.b")!.Agency);
    }

    private static bool IsSuspended(PartnerDirectory directory, string application) => directory.FindApplication(application)!.IsSuspended;

    private static Suspension Of(SuspensionKind kind, string id, long seq) =>
        new(new SuspensionSubject(kind, id), "why", "penyelenggara.operasi", DateTimeOffset.UnixEpoch, seq);

    private static PartnerDirectory Directory(Agency? kemensos = null) => new(
        5, [kemensos ?? Kemensos, Bps], [Of("kemensos.a", kemensos ?? Kemensos), Of("kemensos.b", kemensos ?? Kemensos), Of("bps.a", Bps)]);

    private static Application Of(string id, Agency agency) => new(id, id, agency, new Agreement
    {
        Id = "PKS-" + id,
        Level = Level.ByNameByAddress,
        Scopes = new HashSet<string>(),
        Wilayah = null,
        Variables = new HashSet<string>(),
        Purposes = new HashSet<string>(),
        RequiredProof = RequiredProof.Any,
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidUntil = new DateOnly(2026, 12, 31),
        ReleaseAudience = ReleaseAudience.All,
        Bast = "BAST",
        ReShare = false,
        ActingFor = ActingRule.Nobody,
        EndUser = EndUserRule.None,
        Suspended = false,
    }, false);
}
