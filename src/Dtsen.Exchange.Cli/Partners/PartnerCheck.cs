using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Server.Partners;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen partner check</c></summary>
internal static class PartnerCheck
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Folder of *.json, one file an agency; partners/ of the configuration by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CliCommand(
            "check",
            "Checks partner files without a server, as the exchange would before it takes them. Ends with 1 where there is a problem.",
            "partner check config/partners",
            "partner check new-partners --json")
        {
            folder, ConfigFolder.Option,
        };
        command.Run((parse, output, _) =>
        {
            var path = parse.GetValue(folder) ?? Path.Combine(ConfigFolder.Find(parse), "partners");
            var result = PartnerFiles.Load(path, ConfigFolder.ReadCatalogue(parse), ConfigFolder.ReadWilayah(parse));
            if (result.Set is { } set)
            {
                output.Say($"In order: {set.ApplicationCount} applications.");
            }
            else
            {
                foreach (var problem in result.Problems)
                {
                    output.Say(problem.ToString());
                }

                output.Say($"{result.Problems.Count} problems: an exchange would keep the last good set.");
            }

            output.Answer(new { ok = result.Set is not null, applications = result.Set?.ApplicationCount, result.Problems });
            return Task.FromResult(result.Set is null ? ExitCode.No : ExitCode.Ok);
        });
        return command;
    }
}
