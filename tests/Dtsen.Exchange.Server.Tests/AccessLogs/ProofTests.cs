using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Contracts.Partner.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>What a receipt leads to, verified by code that knows nothing of the log.</summary>
public class ProofTests
{
    private const string Pusdatin = "kemensos.pusdatin";
    private const string Pbi = "bpjs-kesehatan.pbi-jk";
    private const string Auditor = "bpkp.pengawasan";

    [Fact(Timeout = 120_000)]
    public async Task The_receipt_of_an_answer_leads_to_its_entry_in_a_signed_log()
    {
        await using var node = await RunningNode.StartAsync();
        var log = await LogOfAsync(node, Pusdatin);
        var key = await KeyAsync(log);
        for (var i = 0; i < 20; i++)
        {
            var index = await CallAsync(node, Pusdatin, "K-" + i);
            var proof = await log.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index });
            var receipt = new Receipt(proof.Leaf.Memory, index, [.. proof.Hashes.Select(hash => hash.ToByteArray())], proof.Checkpoint);

            Assert.Equal(ReceiptVerdict.Recorded, receipt.Verify(key));
            Assert.Equal("K-" + i, EntryOf(proof).Reference);
            var other = proof.Leaf.ToByteArray();
            other[i] ^= 1;
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Leaf = other }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Index = index - 1 }).Verify(key));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_proof_for_an_earlier_checkpoint_leads_to_that_checkpoint()
    {
        await using var node = await RunningNode.StartAsync();
        var log = await LogOfAsync(node, Pusdatin);
        var index = await CallAsync(node, Pusdatin, "first");
        var earlier = (await log.GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint;
        Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(earlier, await KeyAsync(log), out var checkpoint));
        await CallAsync(node, Pusdatin, "later");

        var proof = await log.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index, TreeSize = checkpoint!.Size });

        Assert.Empty(proof.Checkpoint);
        Assert.True(Proofs.Includes(
            proof.Leaf.Span, index, [.. proof.Hashes.Select(hash => hash.ToByteArray())], checkpoint.Size, checkpoint.Root.Span));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_entry_of_another_application_is_as_one_that_is_not_there()
    {
        await using var node = await RunningNode.StartAsync();
        var index = await CallAsync(node, Pusdatin, "own");
        var other = await LogOfAsync(node, Pbi);
        var auditor = await LogOfAsync(node, Auditor, ("dtsen-purpose", "pengawasan"));

        var foreign = await RefusalAsync(other, new GetInclusionProofRequest { Index = index });
        var beyond = await RefusalAsync(other, new GetInclusionProofRequest { Index = 1_000_000 });
        var entry = EntryOf(await auditor.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index }));

        Assert.Equal("ENTRY_NOT_FOUND", foreign.Reason);
        Assert.Equal((beyond.Code, beyond.Reason, beyond.Refusal!.Status), (foreign.Code, foreign.Reason, foreign.Refusal!.Status));
        Assert.Equal("own", entry.Reference);
        foreach (var request in new GetInclusionProofRequest[]
        {
            new() { Index = -1 }, new() { Index = long.MaxValue }, new() { TreeSize = -1 }, new() { TreeSize = long.MaxValue },
            new() { Index = 1, TreeSize = 1 },
        })
        {
            Assert.Equal("ENTRY_NOT_FOUND", (await RefusalAsync(other, request)).Reason);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_goes_on_unchanged_across_restarts_and_clocks_that_jump_back()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        var seen = new List<Checkpoint>();
        NoteKey? key = null;
        for (var round = 0; round < 4; round++)
        {
            var log = await LogOfAsync(node, Pusdatin);
            key ??= await KeyAsync(log);
            await CallAsync(node, Pusdatin, "round-" + round);
            foreach (var earlier in seen)
            {
                var proof = await log.GetConsistencyProofAsync(new GetConsistencyProofRequest { FirstSize = earlier.Size });
                Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(proof.Checkpoint, key, out var now));
                Assert.Equal(proof.SecondSize, now!.Size);
                Assert.True(Proofs.Extends(
                    earlier.Size, earlier.Root.Span, now.Size, now.Root.Span, [.. proof.Hashes.Select(hash => hash.ToByteArray())]));
            }

            Assert.Equal(
                CheckpointVerdict.Valid,
                Checkpoint.Open((await log.GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint, key, out var checkpoint));
            seen.Add(checkpoint!);
            await node.StopAsync();
            node.Clock!.AdjustTime(node.Clock.GetUtcNow() - TimeSpan.FromSeconds(20));
            await node.StartAgainAsync();
        }

        // The order is the index's, whatever the clock said.
        var entries = node.EntriesFrom(0).Where(entry => entry.Reference.StartsWith("round-", StringComparison.Ordinal)).ToList();
        Assert.Equal(["round-0", "round-1", "round-2", "round-3"], entries.Select(entry => entry.Reference));
        Assert.True(entries[3].RecordTime.ToDateTimeOffset() < entries[0].RecordTime.ToDateTimeOffset());
        await node.StopAsync();
        Assert.Empty(FolderAudit.Run(Path.Combine(node.DataFolder, "access-log"), seen).Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task Sealed_parts_reach_the_artefacts_and_pass_an_audit_there()
    {
        await using var node = await RunningNode.StartAsync(
            RunningNode.NewClock(), prepare: fresh => fresh.AccessLogLimits = new AccessLog.LogLimits(SegmentLeaves: 10));
        for (var i = 0; i < 35; i++)
        {
            await CallAsync(node, Pusdatin, "K-" + i);
        }

        var folder = Path.Combine(node.DataFolder, "artefacts", "access-log", "node-1");
        await node.UntilAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.segment").Length >= 3);
        var log = await LogOfAsync(node, Pusdatin);
        var note = (await log.GetCheckpointAsync(new GetCheckpointRequest())).Checkpoint;
        Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(note, await KeyAsync(log), out var checkpoint));
        await node.StopAsync();

        var report = FolderAudit.Run(folder, []);

        Assert.Empty(report.Findings);
        Assert.True(report.End >= 30);
        Assert.Contains(FolderAudit.Run(folder, [checkpoint!]).Findings, finding => finding.Fault == AuditFault.CheckpointNotReached);
        Assert.Empty(FolderAudit.Run(Path.Combine(node.DataFolder, "access-log"), [checkpoint!]).Findings);
    }

    private static async Task<AccessLogService.AccessLogServiceClient> LogOfAsync(
        RunningNode node, string application, params (string, string)[] headers) => new(await node.AsAsync(application, headers));

    /// <summary>Calls, and returns where the call is recorded.</summary>
    private static async Task<long> CallAsync(RunningNode node, string application, string reference)
    {
        var client = new PartnerService.PartnerServiceClient(await node.AsAsync(application, ("dtsen-reference", reference)));
        return (await client.GetAgreementAsync(new GetAgreementRequest())).Info.Receipt.Index;
    }

    private static async Task<NoteKey> KeyAsync(AccessLogService.AccessLogServiceClient log)
    {
        Assert.True(NoteKey.TryParse((await log.GetCheckpointAsync(new GetCheckpointRequest())).VerifierKey, out var key));
        return key!;
    }

    private static AccessEntry EntryOf(GetInclusionProofResponse proof) => AccessEntry.Parser.ParseFrom(proof.Leaf.Span[..^32]);

    private static async Task<RawAnswer> RefusalAsync(AccessLogService.AccessLogServiceClient log, GetInclusionProofRequest request) =>
        new([], await Assert.ThrowsAsync<RpcException>(async () => await log.GetInclusionProofAsync(request)));
}
