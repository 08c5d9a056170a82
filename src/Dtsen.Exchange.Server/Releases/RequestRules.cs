using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The form of requests: every field has its limits.</summary>
internal static class RequestRules
{
    private const int SignatureLength = 64;
    private const int MaxBastLength = 100;

    public static void Check(BeginReleaseRequest request, int knownVariables)
    {
        var rules = new FieldRules();
        rules.RequireId(request.RequestId, "request_id");
        var isPeriod = Period.TryParse(request.Period, out var period);
        rules.Require(isPeriod, "period", "must be like 2026-T3.");
        rules.Require(
            request.Version is >= 1 and <= ReleaseVersion.MaxVersion, "version", $"must be 1 to {ReleaseVersion.MaxVersion}.");
        rules.RequireId(request.SnapshotId, "snapshot_id");
        rules.Require(
            request.VariablesVersion == knownVariables, "variables_version", $"the exchange knows version {knownVariables}.");
        rules.Require(request.EffectiveFrom.TryToDay(out var day), "effective_from", "must be a day of the calendar.");
        if (isPeriod && day != default)
        {
            var last = period.LastDay.AddYears(1);
            rules.Require(
                day >= period.FirstDay && day <= last,
                "effective_from",
                string.Create(CultureInfo.InvariantCulture, $"must be {period.FirstDay:yyyy-MM-dd} to {last:yyyy-MM-dd} for this period."));
        }

        if (request.Amendment is { } amendment)
        {
            rules.RequireId(amendment.BaseReleaseId, "amendment.base_release_id");
            rules.RequireReason(amendment.Reason, "amendment.reason", 1);
            rules.RequireReason(amendment.BastReference, "amendment.bast_reference", 1);
            rules.Require(
                amendment.BastReference.Length <= MaxBastLength, "amendment.bast_reference", $"must hold 1 to {MaxBastLength} characters.");
        }

        rules.ThrowIfBroken();
    }

    /// <summary>An amendment is of the ranking that it amends.</summary>
    public static void Check(BeginReleaseRequest request, ReleaseRow amended)
    {
        var rules = new FieldRules();
        rules.Require(request.Period == amended.Period, "period", $"must be that of the base, {amended.Period}.");
        rules.Require(request.Version > amended.Version, "version", $"must be above that of the base, {amended.Version}.");
        rules.Require(request.SnapshotId == amended.SnapshotId, "snapshot_id", "must be that of the base.");
        rules.Require(
            request.VariablesVersion == amended.VariablesVersion,
            "variables_version",
            $"must be that of the base, {amended.VariablesVersion}.");
        rules.ThrowIfBroken();
    }

    public static void Check(CompareReleasesRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "release_id");
        if (request.BaseReleaseId.Length > 0)
        {
            rules.RequireId(request.BaseReleaseId, "base_release_id");
            rules.Require(request.BaseReleaseId != request.ReleaseId, "base_release_id", "must be another than release_id.");
        }

        rules.ThrowIfBroken();
    }

    public static void Check(PublishReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.RequestId, "request_id");
        rules.RequireId(request.ReleaseId, "release_id");
        rules.Require(
            request.Audience is ReleaseAudience.First or ReleaseAudience.All,
            "audience",
            "must be RELEASE_AUDIENCE_FIRST or RELEASE_AUDIENCE_ALL.");
        rules.RequireReason(request.Reason, "reason", 0);
        rules.RequireReason(request.BoundsReason, "bounds_reason", 0);
        rules.ThrowIfBroken();
    }

    public static void Check(RollBackReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.RequestId, "request_id");
        rules.RequireId(request.ReleaseId, "release_id");
        rules.RequireReason(request.Reason, "reason", 1);
        rules.ThrowIfBroken();
    }

    public static void Check(ApproveReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ProposalId, "proposal_id");
        rules.ThrowIfBroken();
    }

    public static void Check(SealReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "release_id");
        if (request.Signature is { } signature)
        {
            rules.RequireId(signature.KeyId, "signature.key_id");
            rules.Require(signature.Signature.Length == SignatureLength, "signature.signature", $"must be {SignatureLength} bytes.");
        }

        rules.ThrowIfBroken();
    }

    public static void Check(ListSetAsideRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "release_id");
        rules.ThrowIfBroken();
    }

    public static void Check(GetSealProgressRequest request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "release_id");
        rules.ThrowIfBroken();
    }

    public static void Check(OpenUpload request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "open.release_id");
        rules.ThrowIfBroken();
    }
}
