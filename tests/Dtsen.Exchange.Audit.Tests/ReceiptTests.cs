using Dtsen.Exchange.AccessLog.Checkpoints;

namespace Dtsen.Exchange.Audit.Tests;

public sealed class ReceiptTests : IDisposable
{
    private const int Leaves = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly CheckpointSigner _signer = new("exchange/node-1", new byte[32]);

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_holds_for_its_leaf_index_and_log_and_for_nothing_else()
    {
        await using var log = await SampleLog.WriteAsync(_folder, Leaves, 25);
        var note = log.Checkpoint(_signer);
        var key = Key(_signer);
        for (var index = 0; index < Leaves; index++)
        {
            var receipt = new Receipt(log.Read(index, 1)[0].Stored, index, log.InclusionProof(index, Leaves), note);
            Assert.Equal(ReceiptVerdict.Recorded, receipt.Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Index = (index + 1) % Leaves }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Index = -1 }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Leaf = receipt.Leaf[..^1] }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Proof = [.. receipt.Proof.Skip(1)] }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Proof = [.. receipt.Proof, new byte[32]] }).Verify(key));
            Assert.Equal(ReceiptVerdict.NotIncluded, (receipt with { Proof = [new byte[31], .. receipt.Proof.Skip(1)] }).Verify(key));
            Assert.Equal(ReceiptVerdict.CheckpointTooOld, (receipt with { Index = Leaves }).Verify(key));
            Assert.Equal(
                ReceiptVerdict.CheckpointNotValid,
                receipt.Verify(Key(new CheckpointSigner("exchange/node-2", new byte[32]))));
            Assert.Equal(
                ReceiptVerdict.CheckpointNotValid,
                (receipt with { CheckpointNote = note.Replace("60\n", "61\n", StringComparison.Ordinal) }).Verify(key));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_consistency_proof_holds_for_its_two_trees_and_for_no_others()
    {
        await using var log = await SampleLog.WriteAsync(_folder, Leaves, 25);
        for (var smaller = 0; smaller <= Leaves; smaller++)
        {
            for (var larger = smaller; larger <= Leaves; larger++)
            {
                var proof = log.ConsistencyProof(smaller, larger);
                var (one, other) = (log.Root(smaller), log.Root(larger));
                Assert.True(Proofs.Extends(smaller, one, larger, other, proof));
                Assert.False(Proofs.Extends(smaller, one, larger, other, [.. proof, one]));
                Assert.False(Proofs.Extends(smaller, Flip(one), larger, other, proof));
                if (smaller > 0)
                {
                    Assert.False(Proofs.Extends(smaller, one, larger, Flip(other), proof));
                }

                if (smaller > 0 && smaller < larger)
                {
                    Assert.False(Proofs.Extends(smaller, one, larger, other, [.. proof.Skip(1)]));
                    Assert.False(Proofs.Extends(smaller, one, larger, other, [Flip(proof[0]), .. proof.Skip(1)]));
                    Assert.False(Proofs.Extends(larger, other, smaller, one, proof));
                    Assert.False(Proofs.Extends(smaller, one, larger, other, [null!, .. proof.Skip(1)]));
                }
            }
        }
    }

    private static byte[] Flip(byte[] hash) => [(byte)(hash[0] ^ 1), .. hash[1..]];

    private static NoteKey Key(CheckpointSigner signer)
    {
        Assert.True(NoteKey.TryParse(signer.VerifierKey, out var key));
        return key!;
    }
}
