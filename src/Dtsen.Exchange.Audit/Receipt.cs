namespace Dtsen.Exchange.Audit;

/// <summary>What shows, without the log, that a call was recorded.</summary>
/// <param name="Leaf">The leaf as stored, its digest of subjects included.</param>
/// <param name="Index">Its index.</param>
/// <param name="Proof">The inclusion proof, for the size of the checkpoint.</param>
/// <param name="CheckpointNote">The signed checkpoint.</param>
public sealed record Receipt(ReadOnlyMemory<byte> Leaf, long Index, IReadOnlyList<byte[]> Proof, string CheckpointNote)
{
    /// <summary>Verifies signature and proof.</summary>
    /// <param name="key">The log's key.</param>
    /// <returns>The verdict.</returns>
    public ReceiptVerdict Verify(NoteKey key)
    {
        if (Checkpoint.Open(CheckpointNote, key, out var checkpoint) != CheckpointVerdict.Valid)
        {
            return ReceiptVerdict.CheckpointNotValid;
        }

        if (Index >= checkpoint!.Size)
        {
            return ReceiptVerdict.CheckpointTooOld;
        }

        return Proofs.Includes(Leaf.Span, Index, Proof, checkpoint.Size, checkpoint.Root.Span)
            ? ReceiptVerdict.Recorded
            : ReceiptVerdict.NotIncluded;
    }
}
