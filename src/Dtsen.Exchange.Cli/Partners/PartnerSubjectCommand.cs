using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary>A command that suspends or resumes: what both ask for, and how both begin.</summary>
internal static class PartnerSubjectCommand
{
    /// <summary>Makes one.</summary>
    /// <param name="command">Name, description, examples.</param>
    /// <param name="preview">Says what would change.</param>
    /// <param name="change">Changes it.</param>
    public static Command Create(
        CliCommand command,
        Func<SuspensionSubject, ListPartnersResponse, Output, ExitCode> preview,
        Func<PartnerService.PartnerServiceClient, PartnerChange, Output, CancellationToken, Task<ExitCode>> change)
    {
        var subject = new Argument<string>("subject")
        {
            Description = "agency:<id>, application:<id>, agreement:<number>, or certificate:<serial number, hexadecimal>.",
        };
        var reason = new Option<string>("--reason")
        {
            Description = "Why, 1 to 500 characters, for the record. Never a NIK or a name.", HelpName = "text", Required = true,
        };
        var requestId = new Option<string?>("--request-id")
        {
            Description = "Id of this request, to repeat it safely; a new one each time by default.", HelpName = "id",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what it would change, and change nothing." };
        command.Arguments.Add(subject);
        command.Options.Add(reason);
        command.Options.Add(requestId);
        command.Options.Add(dryRun);
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var named = PartnerSubject.Parse(parse.GetValue(subject)!);
            await using var client = Connection.Open(parse);
            var partners = client.With(Connection.Context(parse)).Partner;
            if (parse.GetValue(dryRun))
            {
                return preview(named, await PartnerPages.ReadAsync(partners, cancellation), output);
            }

            var id = parse.GetValue(requestId) ?? Guid.NewGuid().ToString("N");
            return await change(partners, new PartnerChange(id, named, parse.GetValue(reason)!), output, cancellation);
        });
        return command;
    }
}
