using System.Text.Json.Serialization;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>One file of <c>config/partners</c>, word for word: an agency with all its applications.</summary>
internal sealed record PartnerFile(
    [property: JsonPropertyName("agency")] AgencyEntry Agency,
    [property: JsonPropertyName("applications")] IReadOnlyList<ApplicationEntry> Applications,
    [property: JsonPropertyName("$schema"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Schema = null);

/// <summary>The agency of a file.</summary>
internal sealed record AgencyEntry(
    string Id, string Name, string? Wilayah = null, bool Suspended = false, AgencyLimitsEntry? Limits = null);

/// <summary>An application of a file.</summary>
internal sealed record ApplicationEntry(string Id, string Name, AgreementEntry Agreement, bool Suspended = false);

/// <summary>The agreement of an application. <paramref name="Wilayah"/> is <c>["nation"]</c> or codes.</summary>
internal sealed record AgreementEntry(
    string Id,
    int Level,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Wilayah,
    IReadOnlyList<string> Variables,
    IReadOnlyList<string> Purposes,
    string RequiredProof,
    DateOnly ValidFrom,
    DateOnly ValidUntil,
    string ReleaseAudience,
    string Bast,
    bool ReShare,
    ActingEntry? ActingFor = null,
    string EndUser = "none",
    bool Suspended = false,
    AgreementLimitsEntry? Limits = null,
    string Candidates = "none");

/// <summary>Limits of an agency; what is left out is as <see cref="Domain.Partners.DefaultLimits"/> says.</summary>
internal sealed record AgencyLimitsEntry(
    int? CallsPerSecond = null, int? NumbersPerSecond = null, long? CallsPerDay = null, long? NumbersPerDay = null,
    int? CallsInFlight = null);

/// <summary>Limits of an agreement; what is left out is as <see cref="Domain.Partners.DefaultLimits"/> says.</summary>
internal sealed record AgreementLimitsEntry(
    int? CallsPerSecond = null, int? NumbersPerSecond = null, long? CallsPerDay = null, long? NumbersPerDay = null,
    long? MissesPerDay = null, double? MissShare = null, int? MatchTriesPerDay = null);

/// <summary>For whom an application may act.</summary>
internal sealed record ActingEntry(bool Required, IReadOnlyList<string> Agencies, bool Wilayah);
