using Dtsen.Exchange.Domain.Partners;
using Contract = Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>What may be suspended, and by whom.</summary>
internal static class SuspensionRules
{
    private const int MaxIdLength = 200;

    /// <summary>RFC 5280: a serial number has at most 20 bytes.</summary>
    private const int MaxSerialLength = 40;

    public static SuspensionSubject Check(Contract.SuspendRequest request) =>
        Check(request.RequestId, request.Subject, request.Reason);

    public static SuspensionSubject Check(Contract.ResumeRequest request) =>
        Check(request.RequestId, request.Subject, request.Reason);

    /// <summary>Whether the register of partners has the subject; of a certificate it says nothing, so any will do.</summary>
    public static bool IsKnown(this SuspensionSubject subject, PartnerDirectory partners) => subject.Kind switch
    {
        SuspensionKind.Agency => partners.FindAgency(subject.Id) is not null,
        SuspensionKind.Application => partners.FindApplication(subject.Id) is not null,
        SuspensionKind.Agreement => FindAgreement(partners, subject.Id) is not null,
        _ => true,
    };

    /// <summary>Whether the directory itself has the subject suspended: agency, application or agreement, each for itself.</summary>
    public static bool IsSuspendedIn(this SuspensionSubject subject, PartnerDirectory partners) => subject.Kind switch
    {
        SuspensionKind.Agency => partners.FindAgency(subject.Id) is { Suspended: true },
        SuspensionKind.Application => partners.FindApplication(subject.Id) is { Suspended: true },
        SuspensionKind.Agreement => FindAgreement(partners, subject.Id) is { Suspended: true },
        _ => false,
    };

    /// <summary>Whether a caller would lock itself out.</summary>
    /// <param name="subject">Whom or what it names.</param>
    /// <param name="application">The caller.</param>
    /// <param name="serial">Serial number of its certificate, as <see cref="Suspensions.SerialOf"/> writes it.</param>
    public static bool IsOwnOf(this SuspensionSubject subject, Application application, string serial) => subject.Id == subject.Kind switch
    {
        SuspensionKind.Agency => application.Agency.Id,
        SuspensionKind.Application => application.Id,
        SuspensionKind.Agreement => application.Agreement.Id,
        _ => serial,
    };

    /// <summary>Path of the field that names a subject of a kind.</summary>
    public static string FieldOf(SuspensionKind kind) => kind switch
    {
        SuspensionKind.Agency => "subject.agency_id",
        SuspensionKind.Application => "subject.application_id",
        SuspensionKind.Agreement => "subject.agreement_id",
        _ => "subject.certificate_serial",
    };

    private static SuspensionSubject Check(string requestId, Contract.SuspensionSubject? subject, string reason)
    {
        var rules = new FieldRules();
        rules.RequireId(requestId, "request_id");
        var read = Read(subject);
        if (read is null)
        {
            rules.Require(false, "subject", "must name an agency, an application, an agreement or a certificate.");
        }
        else if (read is { Kind: SuspensionKind.Certificate, Id: var serial })
        {
            rules.Require(
                serial.Length is > 0 and <= MaxSerialLength && serial.All(char.IsAsciiHexDigit),
                "subject.certificate_serial",
                $"must hold 1 to {MaxSerialLength} hexadecimal digits, not all of them zero.");
            rules.Require(
                serial.Length is < 10 or > 16 || !serial.All(char.IsAsciiDigit),
                "subject.certificate_serial",
                "must not be a decimal number of 10 to 16 digits, which could be a NIK: suspend the application instead.");
        }
        else
        {
            rules.Require(
                read.Value.Id.Length is > 0 and <= MaxIdLength, FieldOf(read.Value.Kind), $"must hold 1 to {MaxIdLength} characters.");
        }

        rules.RequireReason(reason, "reason", 1);
        rules.ThrowIfBroken();
        return read!.Value;
    }

    private static SuspensionSubject? Read(Contract.SuspensionSubject? subject) => subject?.SubjectCase switch
    {
        Contract.SuspensionSubject.SubjectOneofCase.AgencyId => new(SuspensionKind.Agency, subject.AgencyId),
        Contract.SuspensionSubject.SubjectOneofCase.ApplicationId => new(SuspensionKind.Application, subject.ApplicationId),
        Contract.SuspensionSubject.SubjectOneofCase.AgreementId => new(SuspensionKind.Agreement, subject.AgreementId),
        Contract.SuspensionSubject.SubjectOneofCase.CertificateSerial =>
            new(SuspensionKind.Certificate, Suspensions.SerialOf(subject.CertificateSerial)),
        _ => null,
    };

    private static Agreement? FindAgreement(PartnerDirectory partners, string id) =>
        partners.Applications.FirstOrDefault(application => application.Agreement.Id == id)?.Agreement;
}
