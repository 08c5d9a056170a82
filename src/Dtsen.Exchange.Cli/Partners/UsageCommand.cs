using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Partner.V1;

namespace Dtsen.Exchange.Cli.Partners;

/// <summary><c>dtsen usage</c></summary>
internal static class UsageCommand
{
    public static Command Create()
    {
        var command = new CliCommand(
            "usage",
            "Shows what the calling application and its agency have used of their limits today (WIB), and what is left.",
            "usage --application bpjs-kesehatan.pbi-jk",
            "usage --application bpjs-kesehatan.pbi-jk --json");
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var usage = await client.With(Connection.Context(parse)).Partner
                .GetUsageAsync(new GetUsageRequest(), cancellationToken: cancellation);
            output.Show(["", "Limit a day", "Used", "Left", "A second"], RowsOf(usage));
            output.Say($"Whole again at {usage.FillsAt.ToDateTime():yyyy-MM-dd HH:mm} UTC, midnight WIB.");
            output.Answer(usage);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string[]> RowsOf(GetUsageResponse usage)
    {
        foreach (var (name, one) in new[] { ("Agreement", usage.Agreement), ("Agency", usage.Agency) })
        {
            yield return
            [
                $"{name}: calls", Text(one.Limits.CallsPerDay), Text(one.CallsUsed), Text(one.CallsLeft), Text(one.Limits.CallsPerSecond),
            ];
            yield return
            [
                $"{name}: NIKs and nomor KK", Text(one.Limits.NumbersPerDay), Text(one.NumbersUsed), Text(one.NumbersLeft),
                Text(one.Limits.NumbersPerSecond),
            ];
        }

        yield return
        [
            "Agreement: NOT_FOUND",
            $"{Text(usage.Misses.PerDay)} + {usage.Misses.Share.ToString("0.##%", CultureInfo.InvariantCulture)} of those asked for",
            Text(usage.Misses.Used), Text(usage.Misses.Left), "",
        ];
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
