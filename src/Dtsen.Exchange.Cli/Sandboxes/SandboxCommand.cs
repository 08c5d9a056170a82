using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Sandbox;
using Dtsen.Exchange.Sandbox.Nation;
using Spectre.Console;

namespace Dtsen.Exchange.Cli.Sandboxes;

/// <summary><c>dtsen sandbox</c></summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var people = new Option<int>("--people")
        {
            Description = string.Create(
                CultureInfo.InvariantCulture, $"People of the nation, {NationOptions.MinPeople:N0} to {NationOptions.MaxPeople:N0}."),
            HelpName = "n",
            DefaultValueFactory = _ => 100_000,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Another seed gives another nation; the same gives the same.",
            HelpName = "n",
            DefaultValueFactory = _ => 1,
        };
        var serve = new Option<bool>("--serve") { Description = "Stay up after the story, until Ctrl-C, and print how to connect." };
        var data = new Option<string?>("--data")
        {
            Description = "An empty folder for everything, kept afterwards; by default a temporary one, which goes unless it serves.",
            HelpName = "folder",
        };
        var port = new Option<int>("--port") { Description = "Port of the exchange; 0: any free.", HelpName = "n" };
        var authorityPort = new Option<int>("--authority-port") { Description = "Port of the authority; 0: any free.", HelpName = "n" };
        var command = new CliCommand(
            "sandbox",
            "The whole exchange on this machine, with a nation that does not exist, told as a story: two quarters handed over by BPS, an "
            + "upload that is refused, lookups, and callers who are turned away. Ends with 1 where anything is not as it should be.",
            "sandbox",
            "sandbox --people 1000 --seed 7",
            "sandbox --serve --data sandbox --port 8443 --authority-port 8444")
        {
            people, seed, serve, data, port, authorityPort, ConfigFolder.Option,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            var count = parse.GetValue(people);
            if (count is < NationOptions.MinPeople or > NationOptions.MaxPeople)
            {
                throw new CliFailure(ExitCode.Usage, $"--people takes {NationOptions.MinPeople} to {NationOptions.MaxPeople}.");
            }

            var options = new SandboxOptions
            {
                People = count,
                Seed = parse.GetValue(seed),
                Serve = parse.GetValue(serve),
                DataFolder = parse.GetValue(data),
                Port = parse.GetValue(port),
                AuthorityPort = parse.GetValue(authorityPort),
                ConfigFolder = ConfigFolder.Find(parse),
            };
            var report = await SandboxStory.RunAsync(options, output.Json ? Silence() : output.Terminal, cancellation);
            output.Answer(report);
            return report.AsItShould ? ExitCode.Ok : ExitCode.No;
        });
        return command;
    }

    /// <summary>For a machine the last table alone counts.</summary>
    private static IAnsiConsole Silence() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
}
