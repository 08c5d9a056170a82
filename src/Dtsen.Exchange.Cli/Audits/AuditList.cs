using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.AccessLog.V1;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary><c>dtsen audit list</c></summary>
internal static class AuditList
{
    private const int MaxPage = 1000;

    public static Command Create()
    {
        var from = new Option<long>("--from") { Description = "Index of the first entry.", HelpName = "index" };
        var count = new Option<int>("--count")
        {
            Description = "How many entries at most.",
            HelpName = "n",
            DefaultValueFactory = _ => 100,
        };
        var command = new CliCommand(
            "list",
            "Lists entries of a node's log, oldest first, with its place by which the next list begins. For auditors.",
            "audit list --application bpkp.pengawasan --purpose pengawasan",
            "audit list --from 5000 --count 1000 --purpose pengawasan --json")
        {
            from, count,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var log = client.With(Connection.Context(parse)).AccessLog;
            var all = new ListEntriesResponse { NextIndex = parse.GetValue(from) };
            for (var left = parse.GetValue(count); left > 0;)
            {
                var page = await log.ListEntriesAsync(
                    new ListEntriesRequest { FirstIndex = all.NextIndex, PageSize = Math.Min(left, MaxPage) },
                    cancellationToken: cancellation);
                all.Entries.AddRange(page.Entries);
                all.NextIndex = page.NextIndex;
                all.Info = page.Info;
                left = page.Entries.Count == 0 ? 0 : left - page.Entries.Count;
            }

            output.Show(
                ["Index", "Time (WIB)", "Application", "Method", "Purpose", "Asked", "Found", "Outcome"],
                all.Entries.Select(recorded => RowOf(recorded.Receipt.Index, recorded.Entry)));
            output.Say($"Next index {all.NextIndex}.");
            output.Answer(all);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string[] RowOf(long index, AccessEntry entry) =>
    [
        index.ToString(CultureInfo.InvariantCulture), AuditText.TimeOf(entry.RecordTime), entry.Application, MethodOf(entry),
        entry.Purpose, entry.Asked.ToString(CultureInfo.InvariantCulture), entry.Found.ToString(CultureInfo.InvariantCulture),
        AuditText.OutcomeOf(entry),
    ];

    private static string MethodOf(AccessEntry entry) => entry.StreamPart == StreamPart.Unspecified
        ? entry.Method
        : $"{entry.Method} ({AuditText.Upper(entry.StreamPart)})";
}
