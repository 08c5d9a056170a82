using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Tests.Releases;

public sealed class PublishedReleasesTests : IDisposable
{
    private static readonly Period Second = new(2026, 2);
    private static readonly Period Third = new(2026, 3);

    private readonly SealedSample _sample = new();
    private PublishedReleases _releases = PublishedReleases.None;
    private long _seq;

    public PublishedReleasesTests()
    {
        _sample.Seal("r-2", "2026-T2.v1", 2);
        _sample.Seal("r-3", "2026-T3.v1", 3);
        _sample.Seal("r-3b", "2026-T3.v2", 4);
    }

    [Fact]
    public void Nobody_reads_what_is_not_published()
    {
        Assert.Null(_releases.Find(ReleaseAudience.First, null));
        Assert.Null(_releases.Find(ReleaseAudience.First, Third));
    }

    [Fact]
    public void A_release_is_read_by_its_period_at_once_and_by_all_others_once_it_is_effective()
    {
        Publish("r-3", "2026-T3.v1", ReleaseAudience.First);
        Assert.Null(Read(ReleaseAudience.First));
        Assert.Equal("r-3", Read(ReleaseAudience.First, Third));
        Assert.Null(Read(ReleaseAudience.First, Second));

        Apply(EntryKinds.ReleaseEffective, "r-3", "2026-T3.v1");
        Assert.Equal("r-3", Read(ReleaseAudience.First));
        Assert.Null(Read(ReleaseAudience.All));
        Assert.Null(Read(ReleaseAudience.All, Third));
    }

    [Fact]
    public void Each_audience_reads_the_newest_that_it_sees_and_the_first_see_what_all_see()
    {
        Effective("r-2", "2026-T2.v1", ReleaseAudience.First, ReleaseAudience.All);
        Effective("r-3", "2026-T3.v1", ReleaseAudience.First);
        Assert.Equal(("r-3", "r-2"), (Read(ReleaseAudience.First), Read(ReleaseAudience.All)));

        Publish("r-3", "2026-T3.v1", ReleaseAudience.All);
        Assert.Equal(("r-3", "r-3"), (Read(ReleaseAudience.First), Read(ReleaseAudience.All)));
        Assert.Equal(["2026-T3.v1", "2026-T2.v1"], _releases.NewestFirst.Select(release => release.Name));
    }

    [Fact]
    public void A_release_published_to_all_alone_is_seen_by_the_first_too()
    {
        Effective("r-3", "2026-T3.v1", ReleaseAudience.All);
        Assert.Equal("r-3", Read(ReleaseAudience.First));
    }

    [Fact]
    public void The_newest_is_by_period_and_version_whenever_it_became_effective()
    {
        Effective("r-3b", "2026-T3.v2", ReleaseAudience.First);
        Effective("r-3", "2026-T3.v1", ReleaseAudience.First);
        Effective("r-2", "2026-T2.v1", ReleaseAudience.First);
        Assert.Equal("r-3b", Read(ReleaseAudience.First));
        Assert.Equal("r-3b", Read(ReleaseAudience.First, Third));
    }

    [Fact]
    public void A_roll_back_brings_the_release_before_back_and_a_later_entry_about_it_changes_nothing()
    {
        Effective("r-3", "2026-T3.v1", ReleaseAudience.First);
        Publish("r-3b", "2026-T3.v2", ReleaseAudience.First);
        Apply(EntryKinds.ReleaseRolledBack, "r-3b", "2026-T3.v2");
        Assert.Equal(("r-3", "r-3"), (Read(ReleaseAudience.First), Read(ReleaseAudience.First, Third)));

        Apply(EntryKinds.ReleaseEffective, "r-3b", "2026-T3.v2");
        Apply(EntryKinds.ReleaseRolledBack, "r-3b", "2026-T3.v2");
        Assert.Equal("r-3", Read(ReleaseAudience.First));
    }

    [Fact]
    public void A_release_that_is_published_after_a_roll_back_begins_anew()
    {
        Effective("r-3", "2026-T3.v1", ReleaseAudience.First, ReleaseAudience.All);
        Apply(EntryKinds.ReleaseRolledBack, "r-3", "2026-T3.v1");
        Publish("r-3", "2026-T3.v1", ReleaseAudience.First);
        Assert.Null(Read(ReleaseAudience.First));
        Assert.Null(Read(ReleaseAudience.All, Third));
        Assert.Equal("r-3", Read(ReleaseAudience.First, Third));
    }

    [Fact]
    public void A_state_that_somebody_holds_does_not_change()
    {
        Effective("r-2", "2026-T2.v1", ReleaseAudience.First);
        var held = _releases;
        Effective("r-3", "2026-T3.v1", ReleaseAudience.First);
        Apply(EntryKinds.ReleaseRolledBack, "r-2", "2026-T2.v1");

        var read = held.Find(ReleaseAudience.First, null)!;
        Assert.Equal(("r-2", 2L), (read.Id, read.Files.Manifest.Families));
    }

    [Fact]
    public void A_release_whose_files_are_not_there_is_not_published_until_they_are()
    {
        Assert.ThrowsAny<Exception>(() => Publish("r-4", "2026-T4.v1", ReleaseAudience.First));
        _sample.Seal("r-4", "2026-T4.v1", 1);
        Publish("r-4", "2026-T4.v1", ReleaseAudience.First);
        Assert.Equal("r-4", Read(ReleaseAudience.First, new Period(2026, 4)));
    }

    [Fact]
    public void Files_are_opened_once_whoever_asks()
    {
        var opened = new OpenRelease[8];
        Parallel.For(0, opened.Length, i => opened[i] = _sample.Files.Open("r-3"));
        Assert.All(opened, release => Assert.Same(opened[0], release));
    }

    [Fact]
    public void An_entry_of_a_later_version_is_not_passed_over() =>
        Assert.Throws<InvalidOperationException>(() => Apply("release.unheard-of", "r-3", "2026-T3.v1"));

    public void Dispose() => _sample.Dispose();

    private void Effective(string id, string name, params ReleaseAudience[] audiences)
    {
        foreach (var audience in audiences)
        {
            Publish(id, name, audience);
        }

        Apply(EntryKinds.ReleaseEffective, id, name);
    }

    private void Publish(string id, string name, ReleaseAudience audience) => Apply(EntryKinds.ReleasePublished, id, name, audience);

    private void Apply(string kind, string id, string name, ReleaseAudience? audience = null)
    {
        var entry = new ReleaseEntry(id, name, audience, new DateOnly(2026, 10, 1), 0, null, null, "");
        _releases = _releases.Apply(new ChangeLogEntry(++_seq, kind, entry.ToPayload(), DateTimeOffset.UnixEpoch), _sample.Files);
        foreach (var release in _releases.All)
        {
            _sample.Files.Open(release.Id);
        }
    }

    private string? Read(ReleaseAudience audience, Period? period = null) => _releases.Find(audience, period)?.Id;
}
