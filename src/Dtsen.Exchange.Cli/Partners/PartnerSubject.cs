using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>Whom or what a command suspends or resumes, as a person writes it: <c>agency:bps</c>.</summary>
internal static class PartnerSubject
{
    private static readonly string[] Kinds = ["agency", "application", "agreement", "certificate"];

    /// <exception cref="CliFailure">It is of none of the four forms.</exception>
    public static SuspensionSubject Parse(string text) => text.Split(':', 2) switch
    {
        ["agency", { Length: > 0 } id] => new() { AgencyId = id },
        ["application", { Length: > 0 } id] => new() { ApplicationId = id },
        ["agreement", { Length: > 0 } id] => new() { AgreementId = id },
        ["certificate", { Length: > 0 } serial] => new() { CertificateSerial = serial },
        _ => throw new CliFailure(
            ExitCode.Usage, $"Say whom or what as <kind>:<id>, where the kind is one of {string.Join(", ", Kinds)}."),
    };

    /// <summary>As a person would write it.</summary>
    public static string TextOf(SuspensionSubject subject) => subject.SubjectCase switch
    {
        SuspensionSubject.SubjectOneofCase.AgencyId => $"agency:{subject.AgencyId}",
        SuspensionSubject.SubjectOneofCase.ApplicationId => $"application:{subject.ApplicationId}",
        SuspensionSubject.SubjectOneofCase.AgreementId => $"agreement:{subject.AgreementId}",
        _ => $"certificate:{subject.CertificateSerial}",
    };

    /// <summary>The applications whose calls a suspension stops; of a certificate the exchange does not say whose it is.</summary>
    public static IReadOnlyList<Application> Stopped(SuspensionSubject subject, ListPartnersResponse partners) => subject.SubjectCase switch
    {
        SuspensionSubject.SubjectOneofCase.AgencyId =>
            [.. partners.Partners.Where(partner => partner.Agency.Id == subject.AgencyId).SelectMany(partner => partner.Applications)],
        SuspensionSubject.SubjectOneofCase.ApplicationId =>
            [.. All(partners).Where(application => application.Id == subject.ApplicationId)],
        SuspensionSubject.SubjectOneofCase.AgreementId =>
            [.. All(partners).Where(application => application.Agreement.Id == subject.AgreementId)],
        _ => [],
    };

    /// <summary>The suspension of a subject that stands, or null.</summary>
    public static Suspension? Standing(SuspensionSubject subject, ListPartnersResponse partners) =>
        partners.Suspensions.FirstOrDefault(suspension => IsSame(suspension.Subject, subject));

    // A serial number is a number: capitals and zeros in front make no other of it.
    private static bool IsSame(SuspensionSubject one, SuspensionSubject other) => one.SubjectCase == other.SubjectCase
        && (one.SubjectCase == SuspensionSubject.SubjectOneofCase.CertificateSerial
            ? string.Equals(
                one.CertificateSerial.TrimStart('0'), other.CertificateSerial.TrimStart('0'), StringComparison.OrdinalIgnoreCase)
            : one.Equals(other));

    private static IEnumerable<Application> All(ListPartnersResponse partners) =>
        partners.Partners.SelectMany(partner => partner.Applications);
}
