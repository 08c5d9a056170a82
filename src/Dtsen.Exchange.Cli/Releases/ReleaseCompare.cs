using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release compare</c></summary>
internal static class ReleaseCompare
{
    public static Command Create()
    {
        var release = ReleaseNames.Argument();
        var other = new Option<string?>("--base")
        {
            Description = "Release to compare it with, by name or id; by default the one that it would replace.",
            HelpName = "release",
        };
        var command = new CliCommand(
            "compare",
            "Compares a sealed release with the one that it would replace: families per desil, how many moved how far, and each kabupaten, "
            + "in counts. Ends with 1 where something lies outside of the bounds: publishing needs a reason then.",
            "release compare 2026-T3.v2",
            "release compare 2026-T3.v2 --base 2026-T2.v1 --json")
        {
            release, other,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var releases = client.With(Connection.Context(parse)).Release;
            var request = new CompareReleasesRequest
            {
                ReleaseId = await ReleaseNames.FindAsync(releases, parse.GetValue(release)!, cancellation),
                BaseReleaseId = parse.GetValue(other) is { } name ? await ReleaseNames.FindAsync(releases, name, cancellation) : "",
            };
            var answer = await output.ProgressAsync("The exchange compares", async _ =>
                await releases.CompareReleasesAsync(request, cancellationToken: cancellation));
            ComparisonText.Show(answer.Comparison, output);
            output.Answer(answer);
            return answer.Comparison.Exceeded.Count > 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }
}
