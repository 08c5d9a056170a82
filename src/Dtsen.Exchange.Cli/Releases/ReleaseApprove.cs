using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release approve</c></summary>
internal static class ReleaseApprove
{
    public static Command Create()
    {
        var proposal = new Argument<string>("proposal") { Description = "Id of the proposal, as publish, rollback and list show it." };
        var command = new CliCommand(
            "approve",
            "Carries out a proposal of another application of BPS: who proposed cannot approve.",
            "release approve p-0a1b2c3d4e5f60718293a4b5 --application bps.persetujuan")
        {
            proposal,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var request = new ApproveReleaseRequest { ProposalId = parse.GetValue(proposal) };
            var answer = await client.With(Connection.Context(parse)).Release.ApproveReleaseAsync(request, cancellationToken: cancellation);
            output.Say($"{answer.Release.Name} is {ReleaseList.StateOf(answer.Release)}, from entry {answer.Seq} of the change log on.");
            output.Answer(answer);
            return ExitCode.Ok;
        });
        return command;
    }
}
