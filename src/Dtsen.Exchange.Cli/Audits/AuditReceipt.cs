using System.CommandLine;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.AccessLog.V1;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary><c>dtsen audit receipt</c></summary>
internal static class AuditReceipt
{
    /// <summary>SHA-256 over the subjects, with which a leaf ends.</summary>
    private const int SubjectDigest = 32;

    public static Command Create()
    {
        var index = new Option<long>("--index")
        {
            Description = "Index of the entry, as the receipt of an answer names it.",
            HelpName = "index",
            Required = true,
        };
        var key = VerifierKey.Create("The log's key, from whom you trust; otherwise the one that the exchange names now.");
        var saved = new Option<string?>("--out")
        {
            Description = "File to keep the receipt in, for dtsen audit verify.",
            HelpName = "file",
        };
        var command = new CliCommand(
            "receipt",
            "Fetches the proof that a call is in the log and checks it. Ends with 1 where it does not hold.",
            "audit receipt --index 1207 --application bpjs-kesehatan.pbi-jk --out receipt.json",
            "audit receipt --index 1207 --key node-1.key --json")
        {
            index, key, saved,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            await using var client = Connection.Open(parse);
            var log = client.With(Connection.Context(parse)).AccessLog;
            var proof = await log.GetInclusionProofAsync(
                new GetInclusionProofRequest { Index = parse.GetValue(index) }, cancellationToken: cancellation);
            var text = parse.GetValue(key)
                ?? (await log.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellation)).VerifierKey;
            var receipt = new SavedReceipt(
                parse.GetValue(index), proof.Leaf.ToByteArray(), [.. proof.Hashes.Select(hash => hash.ToByteArray())], proof.Checkpoint);
            var verdict = receipt.Verify(VerifierKey.Read(text));
            if (parse.GetValue(saved) is { } path)
            {
                receipt.Write(path);
            }

            var entry = EntryOf(receipt.Leaf);
            output.Show(["", ""], RowsOf(receipt, entry, verdict, text));
            output.Answer(proof, ("verdict", [AuditText.Upper(verdict)]), ("verifier_key", [text]));
            return verdict == ReceiptVerdict.Recorded ? ExitCode.Ok : ExitCode.No;
        });
        return command;
    }

    private static AccessEntry EntryOf(byte[] leaf) =>
        AccessEntry.Parser.ParseFrom(leaf.AsSpan(0, Math.Max(leaf.Length - SubjectDigest, 0)));

    private static IEnumerable<string[]> RowsOf(SavedReceipt receipt, AccessEntry entry, ReceiptVerdict verdict, string key)
    {
        yield return ["Verdict", AuditText.Upper(verdict)];
        yield return ["Index", $"{receipt.Index}"];
        yield return ["Time (WIB)", AuditText.TimeOf(entry.RecordTime)];
        yield return ["Application", entry.Application];
        yield return ["Method", entry.Method];
        yield return ["Purpose", entry.Purpose];
        yield return ["Reference", entry.Reference];
        yield return ["Asked, found", $"{entry.Asked}, {entry.Found}"];
        yield return ["Outcome", AuditText.OutcomeOf(entry)];
        yield return ["Key", key];
    }
}
