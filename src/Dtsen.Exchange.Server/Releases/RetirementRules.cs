using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>Which releases are retired: a pure function of what SQL says of them, so that every node comes to the same.</summary>
internal static class RetirementRules
{
    /// <summary>
    /// Of published and effective releases each audience keeps the newest that it sees, which it reads, and so many behind it, to which a
    /// roll-back leads; the rest is retired. What is not effective yet is kept. What was rolled back is retired once a later release is
    /// effective in its place.
    /// </summary>
    /// <param name="releases">All releases.</param>
    /// <param name="kept">How many effective releases are kept whole behind the one that is read, 1 or more.</param>
    /// <returns>Ids of the releases to retire, oldest first.</returns>
    public static IReadOnlyList<string> ToRetire(IReadOnlyCollection<StoredRelease> releases, int kept)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        var effective = releases
            .Where(release => release.Row is { ReleaseState: ReleaseState.Published, EffectiveSeq: > 0 })
            .OrderByDescending(release => release.Row.ReleaseVersion)
            .ToList();
        var whole = new[] { ReleaseAudience.First, ReleaseAudience.All }
            .SelectMany(audience => effective.Where(release => IsVisible(release, audience)).Take(kept + 1))
            .Select(release => release.Row.Id)
            .ToHashSet(StringComparer.Ordinal);
        var overtaken = releases.Where(release =>
            release.Row.ReleaseState == ReleaseState.RolledBack
            && effective.Count > 0
            && effective[0].Row.ReleaseVersion.CompareTo(release.Row.ReleaseVersion) > 0);
        return
        [
            .. effective.Where(release => !whole.Contains(release.Row.Id))
                .Concat(overtaken)
                .Where(release => release.Row.RetiredSeq == 0)
                .OrderBy(release => release.Row.ReleaseVersion)
                .Select(release => release.Row.Id),
        ];
    }

    private static bool IsVisible(StoredRelease release, ReleaseAudience audience) =>
        release.Audiences.Contains(ReleaseAudience.All)
        || (audience == ReleaseAudience.First && release.Audiences.Contains(ReleaseAudience.First));
}
