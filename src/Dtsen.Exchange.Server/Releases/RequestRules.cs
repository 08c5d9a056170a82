using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Google.Type;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>The form of requests: every field has its limits.</summary>
internal static class RequestRules
{
    private const int MaxIdLength = 64;
    private const int MaxReasonLength = 500;
    private const int SignatureLength = 64;
    private const int NikLength = 16;

    public static void Check(BeginReleaseRequest request, int knownVariables)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.RequestId), "request_id", IdRule);
        var isPeriod = Period.TryParse(request.Period, out var period);
        rules.Require(isPeriod, "period", "must be like 2026-T3.");
        rules.Require(
            request.Version is >= 1 and <= ReleaseVersion.MaxVersion, "version", $"must be 1 to {ReleaseVersion.MaxVersion}.");
        rules.Require(IsId(request.SnapshotId), "snapshot_id", IdRule);
        rules.Require(
            request.VariablesVersion == knownVariables, "variables_version", $"the exchange knows version {knownVariables}.");
        rules.Require(TryRead(request.EffectiveFrom, out var day), "effective_from", "must be a day of the calendar.");
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

    public static void Check(PublishReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.RequestId), "request_id", IdRule);
        rules.Require(IsId(request.ReleaseId), "release_id", IdRule);
        rules.Require(
            request.Audience is ReleaseAudience.First or ReleaseAudience.All,
            "audience",
            "must be RELEASE_AUDIENCE_FIRST or RELEASE_AUDIENCE_ALL.");
        CheckReason(rules, request.Reason, 0);
        rules.ThrowIfBroken();
    }

    public static void Check(RollBackReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.RequestId), "request_id", IdRule);
        rules.Require(IsId(request.ReleaseId), "release_id", IdRule);
        CheckReason(rules, request.Reason, 1);
        rules.ThrowIfBroken();
    }

    public static void Check(ApproveReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.ProposalId), "proposal_id", IdRule);
        rules.ThrowIfBroken();
    }

    public static void Check(SealReleaseRequest request)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.ReleaseId), "release_id", IdRule);
        if (request.Signature is { } signature)
        {
            rules.Require(IsId(signature.KeyId), "signature.key_id", IdRule);
            rules.Require(signature.Signature.Length == SignatureLength, "signature.signature", $"must be {SignatureLength} bytes.");
        }

        rules.ThrowIfBroken();
    }

    public static void Check(OpenUpload request)
    {
        var rules = new FieldRules();
        rules.Require(IsId(request.ReleaseId), "open.release_id", IdRule);
        rules.ThrowIfBroken();
    }

    /// <summary>Reads a date that is one.</summary>
    public static bool TryRead(Date? date, out DateOnly day)
    {
        day = default;
        if (date is null
            || date.Year is < 1 or > 9999
            || date.Month is < 1 or > 12
            || date.Day < 1
            || date.Day > System.DateTime.DaysInMonth(date.Year, date.Month))
        {
            return false;
        }

        day = new DateOnly(date.Year, date.Month, date.Day);
        return true;
    }

    private static string IdRule => $"must hold 1 to {MaxIdLength} characters of A-Z a-z 0-9 . _ -.";

    private static bool IsId(string text)
    {
        if (text.Length is < 1 or > MaxIdLength)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckReason(FieldRules rules, string reason, int min)
    {
        rules.Require(
            reason.Length >= min && reason.Length <= MaxReasonLength && (min == 0 || !string.IsNullOrWhiteSpace(reason)),
            "reason",
            $"must hold {min} to {MaxReasonLength} characters.");
        rules.Require(!reason.Any(char.IsControl), "reason", "must hold no control characters.");
        rules.Require(!HoldsLongNumber(reason), "reason", $"must hold no number of {NikLength} digits: it is kept, and read by others.");
    }

    private static bool HoldsLongNumber(string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsDigit(character) ? run + 1 : 0;
            if (run == NikLength)
            {
                return true;
            }
        }

        return false;
    }
}
