using System.CommandLine;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.AccessLog.V1;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary><c>dtsen audit checkpoint</c></summary>
internal static class AuditCheckpoint
{
    public static Command Create()
    {
        var key = VerifierKey.Create("The log's key, from whom you trust; otherwise the one that the exchange names now.");
        var since = new Option<string?>("--since")
        {
            Description = "File of an earlier checkpoint: the log of now must hold all of it, unchanged.",
            HelpName = "file",
        };
        var saved = new Option<string?>("--out")
        {
            Description = "File to keep the checkpoint in, for dtsen audit verify.",
            HelpName = "file",
        };
        var command = new CliCommand(
            "checkpoint",
            "Fetches the size and root of a node's log, signed. Ends with 1 where the signature, or the proof from an earlier one, does "
            + "not hold.",
            "audit checkpoint --application bpjs-kesehatan.pbi-jk --out checkpoint.txt",
            "audit checkpoint --since checkpoint.txt --key node-1.key --json")
        {
            key, since, saved,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var log = client.With(Connection.Context(parse)).AccessLog;
            var answer = await log.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellation);
            var trusted = VerifierKey.Read(parse.GetValue(key) ?? answer.VerifierKey);
            var holds = Checkpoint.Open(answer.Checkpoint, trusted, out var now) == CheckpointVerdict.Valid;
            if (holds && parse.GetValue(since) is { } path)
            {
                var note = await File.ReadAllTextAsync(path, cancellation);
                holds = Checkpoint.Open(note, trusted, out var earlier) == CheckpointVerdict.Valid
                    && await ExtendsAsync(log, earlier!, now!, cancellation);
            }

            if (holds && parse.GetValue(saved) is { } target)
            {
                await File.WriteAllTextAsync(target, answer.Checkpoint, cancellation);
            }

            output.Say(answer.Checkpoint.TrimEnd());
            output.Say($"Key {answer.VerifierKey}");
            output.Say(holds ? "Holds." : "DOES NOT HOLD.");
            output.Answer(answer, ("verdict", [holds ? "HOLDS" : "DOES_NOT_HOLD"]));
            return holds ? ExitCode.Ok : ExitCode.No;
        });
        return command;
    }

    private static async Task<bool> ExtendsAsync(
        AccessLogService.AccessLogServiceClient log, Checkpoint earlier, Checkpoint now, CancellationToken cancellation)
    {
        if (earlier.Size > now.Size)
        {
            return false;
        }

        var proof = await log.GetConsistencyProofAsync(
            new GetConsistencyProofRequest { FirstSize = earlier.Size, SecondSize = now.Size }, cancellationToken: cancellation);
        return Proofs.Extends(
            earlier.Size, earlier.Root.Span, now.Size, now.Root.Span, [.. proof.Hashes.Select(hash => hash.ToByteArray())]);
    }
}
