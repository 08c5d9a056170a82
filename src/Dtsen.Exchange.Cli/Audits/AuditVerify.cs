using System.CommandLine;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary><c>dtsen audit verify</c></summary>
internal static class AuditVerify
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Folder of a log's parts, as a node exports them, or the log's own folder of a node that is stopped.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var key = VerifierKey.Create("The log's key, from whom you trust.");
        var checkpoints = new Option<string[]>("--checkpoint")
        {
            Description = "File of a checkpoint that the folder must agree with; may be repeated.",
            HelpName = "file",
        };
        var receipt = new Option<string?>("--receipt") { Description = "Receipt that dtsen audit receipt has saved.", HelpName = "file" };
        var command = new CliCommand(
            "verify",
            "Checks parts of a log, or a receipt, without a server: every entry is hashed again and compared with what the log has "
            + "signed. Ends with 1 where something is wrong, and names file, entry and fault.",
            "audit verify artefacts/access-log/node-1 --checkpoint checkpoint.txt --key node-1.key",
            "audit verify --receipt receipt.json --key node-1.key",
            "audit verify artefacts/access-log/node-1 --json")
        {
            folder, key, checkpoints, receipt,
        };
        command.Run((parse, output, _) => Task.FromResult(Verify(
            output, parse.GetValue(folder), parse.GetValue(key) is { } text ? VerifierKey.Read(text) : null,
            parse.GetValue(checkpoints) ?? [], parse.GetValue(receipt))));
        return command;
    }

    private static ExitCode Verify(Output output, string? folder, NoteKey? key, string[] checkpoints, string? receipt)
    {
        if (folder is null && receipt is null)
        {
            throw new CliFailure(ExitCode.Usage, "Name a folder, or a receipt with --receipt.");
        }

        if (key is null && (receipt is not null || checkpoints.Length > 0))
        {
            throw new CliFailure(
                ExitCode.Usage, "A receipt or a checkpoint is worth what its signature is: give the log's key with --key.");
        }

        if (folder is not null && !Directory.Exists(folder))
        {
            throw new CliFailure(ExitCode.Usage, $"There is no folder {folder}.");
        }

        var opened = checkpoints.Select(path => Open(path, key!)).ToList();
        var refused = opened.Where(checkpoint => checkpoint.Verdict != CheckpointVerdict.Valid).ToList();
        var report = folder is null
            ? null
            : FolderAudit.Run(folder, opened.Select(checkpoint => checkpoint.Checkpoint).OfType<Checkpoint>());
        var verdict = receipt is null ? (ReceiptVerdict?)null : SavedReceipt.Read(receipt).Verify(key!);
        if (report is { IsClean: true } && report.First == report.End)
        {
            throw new CliFailure(ExitCode.Usage, $"{folder} holds no part of a log.");
        }

        Tell(output, report, verdict, refused);
        var clean = report is not { IsClean: false } && verdict is null or ReceiptVerdict.Recorded && refused.Count == 0;
        output.Answer(new
        {
            ok = clean,
            first = report?.First,
            end = report?.End,
            root = report is null ? null : Convert.ToBase64String(report.Root.Span),
            findings = report?.Findings.Select(finding => new
            {
                finding.File, finding.Leaf, fault = AuditText.Upper(finding.Fault), finding.What,
            }),
            receipt = verdict is null ? null : AuditText.Upper(verdict),
            checkpoints = refused.Select(one => new { file = one.Path, verdict = AuditText.Upper(one.Verdict) }),
        });
        return clean ? ExitCode.Ok : ExitCode.No;
    }

    private static void Tell(
        Output output, AuditReport? report, ReceiptVerdict? verdict,
        List<(string Path, CheckpointVerdict Verdict, Checkpoint? Checkpoint)> refused)
    {
        foreach (var (path, fault, _) in refused)
        {
            output.Say($"{path}: {AuditText.Upper(fault)}");
        }

        if (verdict is { } known)
        {
            output.Say($"Receipt: {AuditText.Upper(known)}");
        }

        if (report is null)
        {
            return;
        }

        output.Say(report.IsClean
            ? $"Entries {report.First} to {report.End - 1}: nothing is wrong. Root {Convert.ToBase64String(report.Root.Span)}"
            : $"Entries {report.First} to {report.End - 1}: {report.Findings.Count} findings.");
        if (!report.IsClean)
        {
            output.Show(
                ["File", "Entry", "Fault", "What"],
                report.Findings.Select(finding => new[]
                {
                    finding.File, finding.Leaf is { } leaf ? $"{leaf}" : "", AuditText.Upper(finding.Fault), finding.What,
                }));
        }
    }

    private static (string Path, CheckpointVerdict Verdict, Checkpoint? Checkpoint) Open(string path, NoteKey key)
    {
        var verdict = Checkpoint.Open(File.ReadAllText(path), key, out var checkpoint);
        return (path, verdict, checkpoint);
    }
}
