using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner suspend</c></summary>
internal static class PartnerSuspend
{
    public static Command Create() => PartnerSubjectCommand.Create(
        new CliCommand(
            "suspend",
            "Suspends an agency, an application, an agreement or a certificate, whatever its file says (scope partner.suspend): on every "
            + "node new calls are refused and open streams end within a second, until dtsen partner resume.",
            "partner suspend agency:bpjs-kesehatan --reason \"key lost, under investigation\" --application penyelenggara.operasi",
            "partner suspend application:kemensos.siks-ng --reason \"wrong purpose\" --dry-run",
            "partner suspend certificate:4AC80FE5C652EF562474D0A82CAE8991 --reason \"seen on another machine\""),
        Preview,
        SuspendAsync);

    private static async Task<ExitCode> SuspendAsync(
        PartnerService.PartnerServiceClient partners, PartnerChange change, Output output, CancellationToken cancellation)
    {
        var request = new SuspendRequest { RequestId = change.RequestId, Subject = change.Subject, Reason = change.Reason };
        var answer = await partners.SuspendAsync(request, cancellationToken: cancellation);
        output.Say(
            $"{PartnerSubject.TextOf(answer.Suspension.Subject)} is suspended from entry {answer.Suspension.Seq} of the change log on, "
            + $"by {answer.Suspension.SuspendedBy}: {answer.Suspension.Reason}");
        output.Answer(answer);
        return ExitCode.Ok;
    }

    private static ExitCode Preview(SuspensionSubject subject, ListPartnersResponse partners, Output output)
    {
        var stopped = PartnerSubject.Stopped(subject, partners);
        var isCertificate = subject.SubjectCase == SuspensionSubject.SubjectOneofCase.CertificateSerial;
        output.Answer(new { subject = PartnerSubject.TextOf(subject), would_stop = stopped.Select(application => application.Id) });
        if (isCertificate)
        {
            output.Say("Every call with this certificate would be refused, and no other: whose it is only its holder's calls show.");
            return ExitCode.Ok;
        }

        output.Say(stopped.Count == 0 ? "There is no such partner: nothing would stop." : $"{stopped.Count} applications would stop:");
        output.Show(["Application", "Name", "State now"], stopped.Select(application => new[]
        {
            application.Id, application.Name, PartnerList.StateOf(application),
        }));
        return stopped.Count == 0 ? ExitCode.No : ExitCode.Ok;
    }
}
