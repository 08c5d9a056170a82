using System.CommandLine;
using System.Text.Json;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Partners;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release list</c></summary>
internal static class ReleaseList
{
    public static Command Create()
    {
        var command = new CliCommand(
            "list",
            "Lists the releases, newest first, and the proposals that wait for approval.",
            "release list --application bps.persetujuan",
            "release list --json");
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var all = await ReleaseNames.ListAsync(client.With(Connection.Context(parse)).Release, cancellation);
            output.Show(
                ["Release", "Id", "State", "Audiences", "Effective from", "Families", "Set aside", "Staged"],
                all.Releases.Select(release => new[]
                {
                    release.Name, release.Id, StateOf(release), string.Join(", ", release.Audiences),
                    AgreementText.Day(release.EffectiveFrom), $"{release.Families}", $"{release.SetAside}", StagedOf(release),
                }));
            var proposals = all.Releases.SelectMany(release => release.Proposals.Select(proposal => (release, proposal))).ToList();
            if (proposals.Count > 0)
            {
                output.Say("Waiting for approval:");
                output.Show(
                    ["Proposal", "Release", "Action", "Audience", "By", "Reason"],
                    proposals.Select(pair => new[]
                    {
                        pair.proposal.Id, pair.release.Name, $"{pair.proposal.Action}", $"{pair.proposal.Audience}",
                        pair.proposal.ProposedBy, pair.proposal.Reason,
                    }));
                foreach (var (_, proposal) in proposals)
                {
                    ProposalText.ShowBounds(proposal, output);
                }
            }

            output.Answer(all);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>On how many nodes it is, and which live ones lack it: its publication waits for those.</summary>
    private static string StagedOf(Release release)
    {
        var missing = release.Staging.Where(node => node is { Live: true, StageTime: null }).Select(node => node.Node).ToList();
        var staged = release.Staging.Count(node => node.StageTime is not null);
        return release.Staging.Count == 0 ? ""
            : missing.Count == 0 ? $"{staged} nodes"
            : $"{staged} nodes, not {string.Join(", ", missing)}";
    }

    /// <summary>The state in a word.</summary>
    public static string StateOf(Release release) =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(release.State.ToString()) + (release.Retired ? ", RETIRED" : "");
}
