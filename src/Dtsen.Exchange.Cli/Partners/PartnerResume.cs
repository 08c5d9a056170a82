using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner resume</c></summary>
internal static class PartnerResume
{
    public static Command Create()
    {
        var (subject, reason) = (PartnerSubject.Argument(), PartnerSubject.Reason());
        var (requestId, dryRun) = (PartnerSubject.RequestId(), PartnerSubject.DryRun());
        var command = new CliCommand(
            "resume",
            "Lifts what dtsen partner suspend did (scope partner.suspend). What a file suspends stays so. "
            + "Ends with 1 where there was nothing to lift, or the file suspends all the same.",
            "partner resume agency:bpjs-kesehatan --reason \"new key issued\" --application penyelenggara.operasi",
            "partner resume application:kemensos.siks-ng --reason \"purpose corrected\" --dry-run")
        {
            subject, reason, requestId, dryRun,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var named = PartnerSubject.Parse(parse.GetValue(subject)!);
            await using var client = Connection.Open(parse);
            var partners = client.With(Connection.Context(parse)).Partner;
            if (parse.GetValue(dryRun))
            {
                return Preview(named, await PartnerPages.ReadAsync(partners, cancellation), output);
            }

            var request = new ResumeRequest
            {
                RequestId = parse.GetValue(requestId) ?? Guid.NewGuid().ToString("N"),
                Subject = named,
                Reason = parse.GetValue(reason),
            };
            var answer = await partners.ResumeAsync(request, cancellationToken: cancellation);
            output.Say(answer.Seq == 0
                ? $"{PartnerSubject.TextOf(named)} was not suspended by a call: nothing to lift."
                : $"{PartnerSubject.TextOf(named)} is resumed from entry {answer.Seq} of the change log on.");
            if (answer.SuspendedInFile)
            {
                output.Say("Its file suspends it all the same: edit config/partners, too.");
            }

            output.Answer(answer);
            return answer.Seq == 0 || answer.SuspendedInFile ? ExitCode.No : ExitCode.Ok;
        });
        return command;
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
