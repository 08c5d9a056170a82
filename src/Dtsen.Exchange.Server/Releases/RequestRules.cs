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

    public static void Check(OpenUpload request)
    {
        var rules = new FieldRules();
        rules.RequireId(request.ReleaseId, "open.release_id");
        rules.ThrowIfBroken();
    }
}
