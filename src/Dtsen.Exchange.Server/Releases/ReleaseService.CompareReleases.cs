using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<CompareReleasesResponse> CompareReleases(CompareReleasesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var release = await ReadSealedAsync(caller, request.ReleaseId, context.CancellationToken);
        var other = request.BaseReleaseId.Length > 0
            ? await ReadSealedAsync(caller, request.BaseReleaseId, context.CancellationToken)
            : await FindReplacedAsync(release, context.CancellationToken);
        var difference = await CompareAsync(release, other, context.CancellationToken);
        return new CompareReleasesResponse
        {
            Comparison = ToProto(release, other, difference, bounds.ExcessOf(difference)),
            Info = caller.Info(),
        };
    }

    /// <summary>The newest published release before one: what it would replace.</summary>
    private async Task<ReleaseRow?> FindReplacedAsync(ReleaseRow release, CancellationToken cancellation) =>
        states.Current.Releases.Before(release.ReleaseVersion) is { } replaced ? await store.FindAsync(replaced.Id, cancellation) : null;

    private async Task<ReleaseDifference> CompareAsync(ReleaseRow release, ReleaseRow? other, CancellationToken cancellation)
    {
        using var lease = await LeaseAsync(release, cancellation);
        if (other is null)
        {
            return await Task.Run(() => ReleaseComparison.Run(lease.Files.Families, null, cancellation), cancellation);
        }

        using var otherLease = await LeaseAsync(other, cancellation);
        return await Task.Run(() => ReleaseComparison.Run(lease.Files.Families, otherLease.Files.Families, cancellation), cancellation);
    }

    private async Task<ReleaseLease> LeaseAsync(ReleaseRow release, CancellationToken cancellation)
    {
        await RequireHereAsync(release.Id, cancellation);
        return files.Open(release.Id).TryLease(out var lease) ? lease : throw Problems.NotSealed();
    }

    private async Task<ReleaseRow> ReadSealedAsync(Caller caller, string releaseId, CancellationToken cancellation)
    {
        var row = (await ReadOwnAsync(caller, releaseId, cancellation)).Row;
        return row.ReleaseState is ReleaseState.Open or ReleaseState.Checked ? throw Problems.NotSealed() : row;
    }

    private static ReleaseComparisonReport ToProto(
        ReleaseRow release, ReleaseRow? other, ReleaseDifference difference, IReadOnlyList<Excess> exceeded)
    {
        var comparison = new ReleaseComparisonReport
        {
            Release = release.Name,
            BaseRelease = other?.Name ?? "",
            Families = difference.Families,
            BaseFamilies = difference.BaseFamilies,
            NewFamilies = difference.NewFamilies,
            GoneFamilies = difference.GoneFamilies,
            RankedInBoth = difference.RankedInBoth,
            MovedFar = difference.MovedFar,
        };
        comparison.FamiliesByDesil.AddRange(difference.FamiliesByDesil);
        comparison.BaseFamiliesByDesil.AddRange(difference.BaseFamiliesByDesil);
        comparison.Movement.AddRange(difference.Movement);
        comparison.Kabupaten.AddRange(difference.Kabupaten.Select(kabupaten => ToProto(CodeOf(kabupaten.Key), kabupaten.Value)));
        comparison.Exceeded.AddRange(exceeded.Select(excess => new BoundExceeded
        {
            Bound = excess.Bound,
            KodeKabupatenKota = excess.Kabupaten is { } code ? CodeOf(code) : "",
            Value = excess.Value,
            Limit = excess.Limit,
        }));
        return comparison;
    }

    private static KabupatenComparison ToProto(string code, KabupatenDifference counts) => new()
    {
        KodeKabupatenKota = code,
        Families = counts.Families,
        BaseFamilies = counts.BaseFamilies,
        Unranked = counts.Unranked,
        BaseUnranked = counts.BaseUnranked,
        NewFamilies = counts.NewFamilies,
        GoneFamilies = counts.GoneFamilies,
        MovedFar = counts.MovedFar,
    };

    private static string CodeOf(int kabupaten) => kabupaten.ToString("D4", CultureInfo.InvariantCulture);
}
