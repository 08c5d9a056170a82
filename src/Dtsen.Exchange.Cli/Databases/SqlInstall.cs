using System.CommandLine;
using System.Data.Common;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Databases;

/// <summary><c>dtsen sql install</c></summary>
internal static class SqlInstall
{
    public static Command Create()
    {
        var distribute = new Option<bool>("--distribute")
        {
            Description = "Spread tables over the workers of a Citus cluster, whose coordinator this is; later versions go on with it.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the statements and change nothing." };
        var command = new CliCommand(
            "install",
            "Makes the tables of an exchange, or brings them up to date.",
            "sql install --database \"Host=db;Database=dtsen\"",
            "sql install --distribute --dry-run",
            "sql install --distribute")
        {
            DatabaseOption.Option, distribute, dryRun,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            await using var database = DatabaseOption.Open(parse);
            try
            {
                var steps = await database.PlanAsync(parse.GetValue(distribute), cancellation);
                if (parse.GetValue(dryRun))
                {
                    foreach (var step in steps)
                    {
                        output.Say($"-- {step.Name}{Environment.NewLine}{step.Sql}{Environment.NewLine}");
                    }
                }
                else
                {
                    await database.InstallAsync(parse.GetValue(distribute), cancellation);
                    output.Say(steps.Count == 0
                        ? "The database is up to date."
                        : $"Done: {string.Join(", ", steps.Select(step => step.Name))}");
                }

                output.Answer(new { steps, done = !parse.GetValue(dryRun) });
                return ExitCode.Ok;
            }
            catch (DbException fault)
            {
                throw Unreachable(fault);
            }
            catch (InvalidOperationException problem)
            {
                throw new CliFailure(ExitCode.Usage, problem.Message);
            }
        });
        return command;
    }

    /// <summary>The database did not take it; what its driver says holds no password.</summary>
    public static CliFailure Unreachable(DbException fault) =>
        new(ExitCode.Unreachable, $"The database cannot be reached, or refuses: {fault.Message}");
}
