namespace Dtsen.Exchange.Audit;

/// <summary>What a checkpoint's text is worth.</summary>
public enum CheckpointVerdict
{
    /// <summary>The log signed this tree.</summary>
    Valid = 1,

    /// <summary>The text is no signed note.</summary>
    MalformedNote = 2,

    /// <summary>No signature names the key: another log's checkpoint, or another key.</summary>
    NotSignedByKey = 3,

    /// <summary>A signature names the key and does not hold: the text or the signature was changed.</summary>
    WrongSignature = 4,

    /// <summary>The note is signed, but is no checkpoint of the log that the key is named after.</summary>
    NotACheckpoint = 5,
}
