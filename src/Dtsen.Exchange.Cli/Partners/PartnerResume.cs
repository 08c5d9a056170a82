using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner resume</c></summary>
internal static class PartnerResume
{
    public static Command Create() => PartnerSubjectCommand.Create(
        new CliCommand(
            "resume",
            "Lifts what dtsen partner suspend did (scope partner.suspend). What a file suspends stays so. "
            + "Ends with 1 where there was nothing to lift, or the file suspends all the same.",
            "partner resume agency:bpjs-kesehatan --reason \"new key issued\" --application penyelenggara.operasi",
            "partner resume application:kemensos.siks-ng --reason \"purpose corrected\" --dry-run"),
        Preview,
        ResumeAsync);

    private static async Task<ExitCode> ResumeAsync(
        PartnerService.PartnerServiceClient partners, PartnerChange change, Output output, CancellationToken cancellation)
    {
        var request = new ResumeRequest { RequestId = change.RequestId, Subject = change.Subject, Reason = change.Reason };
        var answer = await partners.ResumeAsync(request, cancellationToken: cancellation);
        output.Say(answer.Seq == 0
            ? $"{PartnerSubject.TextOf(change.Subject)} was not suspended by a call: nothing to lift."
            : $"{PartnerSubject.TextOf(change.Subject)} is resumed from entry {answer.Seq} of the change log on.");
        if (answer.SuspendedInFile)
        {
            output.Say("Its file suspends it all the same: edit config/partners, too.");
        }

        output.Answer(answer);
        return answer.Seq == 0 || answer.SuspendedInFile ? ExitCode.No : ExitCode.Ok;
    }

    private static ExitCode Preview(SuspensionSubject subject, ListPartnersResponse partners, Output output)
    {
        var standing = PartnerSubject.Standing(subject, partners);
        output.Say(standing is null
            ? $"{PartnerSubject.TextOf(subject)} is not suspended by a call: nothing would be lifted."
            : $"Would lift what {standing.SuspendedBy} did at {standing.CreateTime.ToDateTimeOffset():u}: {standing.Reason}");
        output.Answer(new { subject = PartnerSubject.TextOf(subject), would_lift = standing?.Seq });
        return standing is null ? ExitCode.No : ExitCode.Ok;
    }
}
