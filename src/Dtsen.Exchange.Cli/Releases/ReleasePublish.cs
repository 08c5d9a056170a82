using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release publish</c></summary>
internal static class ReleasePublish
{
    public static Command Create()
    {
        var release = ReleaseNames.Argument();
        var audience = new Option<string>("--audience")
        {
            Description = "Who shall see it: first (Kemensos, Kemenko PM, Bappenas) or all, once it has been validated.",
            HelpName = "first|all",
            Required = true,
        };
        audience.AcceptOnlyFromAmong("first", "all");
        var reason = new Option<string?>("--reason") { Description = "Why, for the record.", HelpName = "text" };
        var boundsReason = new Option<string?>("--bounds-reason")
        {
            Description = "Why it is published though dtsen release compare shows it outside of the bounds; the approver reads it.",
            HelpName = "text",
        };
        var requestId = ProposalText.RequestId();
        var command = new CliCommand(
            "publish",
            "Proposes to let an audience see a sealed release. Another application of BPS approves.",
            "release publish 2026-T3.v1 --audience first --application bps.pemeringkatan",
            "release publish 2026-T3.v1 --audience all --reason \"validated by Pusdatin\"",
            "release publish 2026-T3.v2 --audience first --bounds-reason \"kabupaten 3204 was split\"")
        {
            release, audience, reason, boundsReason, requestId,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var releases = client.With(Connection.Context(parse)).Release;
            var id = await ReleaseNames.FindAsync(releases, parse.GetValue(release)!, cancellation);
            var request = new PublishReleaseRequest
            {
                RequestId = parse.GetValue(requestId) ?? $"publish-{parse.GetValue(audience)}-{id}",
                ReleaseId = id,
                Audience = parse.GetValue(audience) == "first" ? ReleaseAudience.First : ReleaseAudience.All,
                Reason = parse.GetValue(reason) ?? "",
                BoundsReason = parse.GetValue(boundsReason) ?? "",
            };
            var answer = await releases.PublishReleaseAsync(request, cancellationToken: cancellation);
            ProposalText.Show(answer.Proposal, output);
            output.Answer(answer);
            return ExitCode.Ok;
        });
        return command;
    }
}
