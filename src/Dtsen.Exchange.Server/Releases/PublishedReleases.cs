using System.Collections.Immutable;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.ChangeLogs;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>All releases that anybody sees or saw, as one immutable value: newest first.</summary>
internal sealed class PublishedReleases
{
    private readonly ImmutableArray<PublishedRelease> _all;
    private readonly ImmutableArray<PublishedRelease> _newestFirst;

    private PublishedReleases(IEnumerable<PublishedRelease> releases)
    {
        _all = [.. releases.OrderByDescending(release => release.Version)];
        _newestFirst = [.. _all.Where(release => release.IsRead)];
    }

    /// <summary>No release.</summary>
    public static PublishedReleases None { get; } = new([]);

    /// <summary>The releases that lookups read, newest first.</summary>
    public IReadOnlyList<PublishedRelease> NewestFirst => _newestFirst;

    /// <summary>These and those that were rolled back or retired, newest first.</summary>
    public IReadOnlyList<PublishedRelease> All => _all;

    /// <summary>The release that an audience reads.</summary>
    /// <param name="audience">Audience of the agreement.</param>
    /// <param name="period">
    /// Null: the newest that is effective. A ranking period: the newest version of it, effective or not.
    /// </param>
    public PublishedRelease? Find(ReleaseAudience audience, Period? period)
    {
        foreach (var release in _newestFirst)
        {
            if (release.IsVisibleTo(audience) && (period is { } asked ? release.Version.Period == asked : release.IsEffective))
            {
                return release;
            }
        }

        return null;
    }

    /// <summary>A release by its name, where an audience sees it, or saw it.</summary>
    public PublishedRelease? Find(ReleaseAudience audience, ReleaseVersion name)
    {
        foreach (var release in _all)
        {
            if (release.Version == name && release.IsVisibleTo(audience))
            {
                return release;
            }
        }

        return null;
    }

    /// <summary>The newest release before a version; null where there is none.</summary>
    public PublishedRelease? Before(ReleaseVersion version) =>
        _newestFirst.FirstOrDefault(release => release.Version.CompareTo(version) < 0);

    /// <summary>The releases after an entry of the change log. Nothing is opened or closed.</summary>
    /// <param name="entry">An entry about a release.</param>
    /// <param name="files">Where the files of a release that is new here will be.</param>
    public PublishedReleases Apply(ChangeLogEntry entry, ReleaseFiles files)
    {
        var change = ReleaseEntry.Parse(entry.Payload.Span);
        var known = _all.FirstOrDefault(release => release.Id == change.ReleaseId);
        var others = _all.Where(release => release.Id != change.ReleaseId);
        return entry.Kind switch
        {
            EntryKinds.ReleasePublished => new PublishedReleases(others.Append(Publish(known, change, files))),
            EntryKinds.ReleaseEffective when known is { IsRolledBack: false } =>
                new PublishedReleases(others.Append(known with { IsEffective = true })),
            EntryKinds.ReleaseRolledBack when known is not null =>
                new PublishedReleases(others.Append(known with { IsRolledBack = true })),
            EntryKinds.ReleaseRetired when known is not null =>
                new PublishedReleases(others.Append(known with { History = change.History })),
            EntryKinds.ReleaseEffective or EntryKinds.ReleaseRolledBack or EntryKinds.ReleaseRetired => this,
            _ => throw new InvalidOperationException($"An entry of kind {entry.Kind} is not known to this version."),
        };
    }

    /// <summary>Ends the streams of what lookups do not read, or not any more.</summary>
    public void WithdrawUnread()
    {
        foreach (var release in _all.Where(release => !release.IsRead))
        {
            release.Files.Withdraw();
        }
    }

    private static PublishedRelease Publish(PublishedRelease? known, ReleaseEntry change, ReleaseFiles files)
    {
        var release = known is { IsRolledBack: false } ? known : new PublishedRelease(
            change.ReleaseId,
            ReleaseVersion.TryParse(change.Name, out var version)
                ? version
                : throw new InvalidDataException("The name of a published release is not of the form 2026-T3.v1."),
            change.EffectiveFrom,
            change.SnapshotSeq,
            [],
            false,
            files.Of(change.ReleaseId));
        return release with { Audiences = release.Audiences.Add(change.Audience!.Value) };
    }
}
