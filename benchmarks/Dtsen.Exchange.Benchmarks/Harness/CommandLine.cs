using System.CommandLine;
using System.CommandLine.Help;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>A command a benchmark, <c>list</c>, and the one by which the program becomes a server of a benchmark.</summary>
internal static class CommandLine
{
    private const string Program = "dotnet run -c Release --project benchmarks/Dtsen.Exchange.Benchmarks -- ";

    public static Option<int> People { get; } = new("--people")
    {
        Description = "People in the register.",
        DefaultValueFactory = _ => 1_000_000,
    };

    public static Option<int> Repetitions { get; } = new("--repetitions")
    {
        Description = "How often each side is measured.",
        DefaultValueFactory = _ => 5,
    };

    public static Option<int> Seed { get; } = new("--seed")
    {
        Description = "What chance starts from: the same seed gives the same people and the same questions.",
        DefaultValueFactory = _ => 1,
    };

    public static Option<double> Seconds { get; } = new("--seconds")
    {
        Description = "How long one side is measured in one repetition.",
        DefaultValueFactory = _ => 4,
    };

    public static Option<string?> Folder { get; } = new("--folder")
    {
        Description = "Folder to work in, which is kept and used again by a run with the same people and seed. By default a temporary one.",
    };

    /// <summary>Does what the command line says.</summary>
    /// <param name="benchmarks">What can be measured.</param>
    /// <param name="servers">Servers that several of them start; each has its own besides.</param>
    /// <param name="args">The command line.</param>
    public static Task<int> RunAsync(IReadOnlyList<IBenchmark> benchmarks, IReadOnlyList<ServerProgram> servers, string[] args)
    {
        var root = new RootCommand("Benchmarks of the exchange. Each compares sides that do the same work, and ends with their ratios.");
        foreach (var benchmark in benchmarks)
        {
            root.Subcommands.Add(CommandOf(benchmark));
        }

        var list = new Command("list", "Lists the benchmarks.");
        list.SetAction(_ =>
        {
            foreach (var benchmark in benchmarks)
            {
                Console.WriteLine($"{benchmark.Name,-10} {benchmark.Summary}");
            }
        });
        root.Subcommands.Add(list);
        root.Subcommands.Add(ServerCommand([.. servers, .. benchmarks.SelectMany(benchmark => benchmark.Servers)]));
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, Program, benchmarks);
        }

        return root.Parse(args).InvokeAsync();
    }

    private static Command CommandOf(IBenchmark benchmark)
    {
        var command = new Command(benchmark.Name, benchmark.Summary) { People, Repetitions, Seed, Seconds, Folder };
        foreach (var option in benchmark.Options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parse, cancellation) =>
        {
            var kept = parse.GetValue(Folder);
            var folder = kept is null ? Directory.CreateTempSubdirectory("dtsen-benchmark-").FullName : Path.GetFullPath(kept);
            Directory.CreateDirectory(folder);
            try
            {
                var run = new BenchmarkRun(parse, folder);
                run.Say($"{benchmark.Name}: {benchmark.Summary}");
                run.Say($"{Machine.Describe()}; seed {run.Seed}, {run.Repetitions} repetitions");
                await benchmark.RunAsync(run, cancellation);
                run.End();
            }
            finally
            {
                if (kept is null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        });
        return command;
    }

    private static Command ServerCommand(IReadOnlyList<ServerProgram> servers)
    {
        var name = new Argument<string>("name");
        var folder = new Argument<string>("folder");
        var command = new Command(ServerProcess.Command, "Runs a server of a benchmark, which does this itself.") { name, folder };
        command.Hidden = true;
        command.SetAction((parse, cancellation) => ServerProcess.ServeAsync(
            servers.Single(server => server.Name == parse.GetValue(name)), parse.GetValue(folder)!, cancellation));
        return command;
    }
}
