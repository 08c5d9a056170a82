using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.State;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Registered = Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>The register of partners, as the gate enforces it.</summary>
internal sealed partial class PartnerService(
    SuspensionStore suspensions, NodeStateSource states, QuotaBook quotas, ExchangeOptions options, ILogger<PartnerService> log)
    : Contracts.Partner.V1.PartnerService.PartnerServiceBase
{
    private static Agency ToProto(Registered.Agency agency) => new()
    {
        Id = agency.Id,
        Name = agency.Name,
        KodeWilayah = agency.Wilayah ?? "",
        Suspended = agency.Suspended,
        Limits = ToProto(agency.Limits),
        CallsInFlight = agency.CallsInFlight,
    };

    private static Application ToProto(Registered.Application application) => new()
    {
        Id = application.Id,
        Name = application.Name,
        Agreement = ToProto(application.Agreement),
        Suspended = application.Suspended,
    };

    private static Agreement ToProto(Registered.Agreement agreement)
    {
        var proto = new Agreement
        {
            Id = agreement.Id,
            Level = (Contracts.Options.V1.Level)agreement.Level,
            WholeNation = agreement.Wilayah is null,
            RequiredProof = (RequiredProof)((int)agreement.RequiredProof + 1),
            ValidFrom = agreement.ValidFrom.ToDate(),
            ValidUntil = agreement.ValidUntil.ToDate(),
            ReleaseAudience = (Contracts.Type.V1.ReleaseAudience)agreement.ReleaseAudience,
            Bast = agreement.Bast,
            ReShare = agreement.ReShare,
            ActingPartyRequired = agreement.ActingFor.Required,
            ActingWilayah = agreement.ActingFor.Wilayah,
            EndUser = (EndUserRule)agreement.EndUser,
            Suspended = agreement.Suspended,
            Limits = ToProto(agreement.Limits),
            MissesPerDay = agreement.Misses.PerDay,
            MissShare = agreement.Misses.Share,
            Candidates = (CandidateRule)((int)agreement.Candidates + 1),
            MatchTriesPerDay = agreement.MatchTriesPerDay,
        };
        proto.Scopes.AddRange(agreement.Scopes.Order(StringComparer.Ordinal));
        proto.WilayahCodes.AddRange(agreement.Wilayah ?? []);
        proto.Variables.AddRange(agreement.Variables.Order(StringComparer.Ordinal));
        proto.Purposes.AddRange(agreement.Purposes.Order(StringComparer.Ordinal));
        proto.ActingAgencies.AddRange(agreement.ActingFor.Agencies.Order(StringComparer.Ordinal));
        return proto;
    }

    private static Contracts.Partner.V1.Suspension ToProto(Registered.Suspension suspension) => new()
    {
        Subject = ToProto(suspension.Subject),
        Reason = suspension.Reason,
        SuspendedBy = suspension.By,
        CreateTime = suspension.At.ToTimestamp(),
        Seq = suspension.Seq,
    };

    private static Contracts.Partner.V1.SuspensionSubject ToProto(Registered.SuspensionSubject subject) => subject.Kind switch
    {
        Registered.SuspensionKind.Agency => new() { AgencyId = subject.Id },
        Registered.SuspensionKind.Application => new() { ApplicationId = subject.Id },
        Registered.SuspensionKind.Agreement => new() { AgreementId = subject.Id },
        _ => new() { CertificateSerial = subject.Id },
    };

    private static Limits ToProto(Registered.Limits limits) => new()
    {
        CallsPerSecond = limits.CallsPerSecond,
        NumbersPerSecond = limits.NumbersPerSecond,
        CallsPerDay = limits.CallsPerDay,
        NumbersPerDay = limits.NumbersPerDay,
    };
}
