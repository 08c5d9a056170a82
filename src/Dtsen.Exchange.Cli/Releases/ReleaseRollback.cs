using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release rollback</c></summary>
internal static class ReleaseRollback
{
    public static Command Create()
    {
        var release = ReleaseNames.Argument();
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", HelpName = "text", Required = true };
        var requestId = ProposalText.RequestId();
        var command = new CliCommand(
            "rollback",
            "Proposes to take a published release back from everybody; the one before is read again. Another application of BPS approves.",
            "release rollback 2026-T3.v1 --reason \"desil of kabupaten 3204 was computed from the wrong snapshot\"")
        {
            release, reason, requestId,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var releases = client.With(Connection.Context(parse)).Release;
            var id = await ReleaseNames.FindAsync(releases, parse.GetValue(release)!, cancellation);
            var request = new RollBackReleaseRequest
            {
                RequestId = parse.GetValue(requestId) ?? $"rollback-{id}",
                ReleaseId = id,
                Reason = parse.GetValue(reason),
            };
            var answer = await releases.RollBackReleaseAsync(request, cancellationToken: cancellation);
            ProposalText.Show(answer.Proposal, output);
            output.Answer(answer);
            return ExitCode.Ok;
        });
        return command;
    }
}
