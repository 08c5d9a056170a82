using System.Security.Cryptography;
using System.Text.Json;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>
/// A set of partner files that was accepted as a whole: what goes into the change log, and what every node makes its
/// <see cref="PartnerDirectory"/> of.
/// </summary>
public sealed class PartnerSet
{
    private readonly IReadOnlyList<PartnerFile> _files;

    internal PartnerSet(IEnumerable<PartnerFile> files)
    {
        _files = [.. files.OrderBy(file => file.Agency.Id, StringComparer.Ordinal).Select(file => file with { Schema = null })];
        Payload = JsonSerializer.SerializeToUtf8Bytes(_files, StrictJson.Options);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Payload.Span));
    }

    /// <summary>The whole set in one canonical JSON document.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>SHA-256 of the payload in hexadecimal: the same set has the same hash.</summary>
    public string Hash { get; }

    /// <summary>Number of applications.</summary>
    public int ApplicationCount => _files.Sum(file => file.Applications.Count);

    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">The payload was not written by <see cref="Payload"/>.</exception>
    public static PartnerSet Parse(ReadOnlySpan<byte> payload) =>
        new(JsonSerializer.Deserialize<List<PartnerFile>>(payload, StrictJson.Options)!);

    /// <summary>The directory that the gate works with.</summary>
    /// <param name="version">Number of the change-log entry.</param>
    public PartnerDirectory ToDirectory(long version)
    {
        var agencies = _files.Select(file => file.Agency)
            .Select(ToAgency)
            .ToDictionary(agency => agency.Id, StringComparer.Ordinal);
        var applications = _files.SelectMany(file => file.Applications.Select(application => new Application(
            application.Id, application.Name, agencies[file.Agency.Id], ToAgreement(application.Agreement), application.Suspended)));
        return new PartnerDirectory(version, agencies.Values, applications);
    }

    private static Agency ToAgency(AgencyEntry entry) => new(entry.Id, entry.Name, entry.Wilayah, entry.Suspended)
    {
        Limits = new Limits(
            entry.Limits?.CallsPerSecond ?? DefaultLimits.Agency.CallsPerSecond,
            entry.Limits?.NumbersPerSecond ?? DefaultLimits.Agency.NumbersPerSecond,
            entry.Limits?.CallsPerDay ?? DefaultLimits.Agency.CallsPerDay,
            entry.Limits?.NumbersPerDay ?? DefaultLimits.Agency.NumbersPerDay),
        CallsInFlight = entry.Limits?.CallsInFlight ?? DefaultLimits.CallsInFlight,
    };

    private static Agreement ToAgreement(AgreementEntry entry) => new()
    {
        Id = entry.Id,
        Level = (Level)entry.Level,
        Scopes = entry.Scopes.ToHashSet(StringComparer.Ordinal),
        Wilayah = entry.Wilayah is [PartnerRules.Nation] ? null : entry.Wilayah,
        Variables = entry.Variables.ToHashSet(StringComparer.Ordinal),
        Purposes = entry.Purposes.ToHashSet(StringComparer.Ordinal),
        RequiredProof = Enum.Parse<RequiredProof>(entry.RequiredProof, ignoreCase: true),
        ValidFrom = entry.ValidFrom,
        ValidUntil = entry.ValidUntil,
        ReleaseAudience = Enum.Parse<ReleaseAudience>(entry.ReleaseAudience, ignoreCase: true),
        Bast = entry.Bast,
        ReShare = entry.ReShare,
        ActingFor = entry.ActingFor is { } acting
            ? new ActingRule(acting.Required, acting.Agencies.ToHashSet(StringComparer.Ordinal), acting.Wilayah)
            : ActingRule.Nobody,
        EndUser = Enum.Parse<EndUserRule>(entry.EndUser, ignoreCase: true),
        Limits = new Limits(
            entry.Limits?.CallsPerSecond ?? DefaultLimits.Agreement.CallsPerSecond,
            entry.Limits?.NumbersPerSecond ?? DefaultLimits.Agreement.NumbersPerSecond,
            entry.Limits?.CallsPerDay ?? DefaultLimits.Agreement.CallsPerDay,
            entry.Limits?.NumbersPerDay ?? DefaultLimits.Agreement.NumbersPerDay),
        Misses = new MissLimit(
            entry.Limits?.MissesPerDay ?? DefaultLimits.Misses.PerDay, entry.Limits?.MissShare ?? DefaultLimits.Misses.Share),
        Candidates = Enum.Parse<CandidateRule>(entry.Candidates, ignoreCase: true),
        MatchTriesPerDay = entry.Limits?.MatchTriesPerDay ?? DefaultLimits.MatchTriesPerDay,
        Suspended = entry.Suspended,
    };
}
