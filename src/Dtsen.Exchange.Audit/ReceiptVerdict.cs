namespace Dtsen.Exchange.Audit;

/// <summary>What a receipt is worth.</summary>
public enum ReceiptVerdict
{
    /// <summary>The log has signed a tree in which this leaf stands at this index.</summary>
    Recorded = 1,

    /// <summary>The checkpoint is not one of the log.</summary>
    CheckpointNotValid = 2,

    /// <summary>The checkpoint is valid, and does not reach to the leaf.</summary>
    CheckpointTooOld = 3,

    /// <summary>The checkpoint is valid, and the leaf is not the one at this index.</summary>
    NotIncluded = 4,
}
