namespace Dtsen.Exchange.Audit;

/// <summary>What an audit of files found wrong.</summary>
public enum AuditFault
{
    /// <summary>The file is not whole, or no file of a log, or of an unknown format.</summary>
    Unreadable = 1,

    /// <summary>The bytes are not those over which the file's own digest was made.</summary>
    DigestMismatch = 2,

    /// <summary>Leaves or subjects between two files are missing.</summary>
    Gap = 3,

    /// <summary>A leaf is not the one whose hash is kept beside it.</summary>
    LeafMismatch = 4,

    /// <summary>A leaf's subjects are not those that the leaf was bound to.</summary>
    SubjectsMismatch = 5,

    /// <summary>A hash above the leaves, or the root that the file names, is not the one that the leaves give.</summary>
    NodeMismatch = 6,

    /// <summary>The leaves do not give the root that the log has signed.</summary>
    CheckpointMismatch = 7,

    /// <summary>The files end before the checkpoint's size.</summary>
    CheckpointNotReached = 8,

    /// <summary>A journal ends in the middle of a group: as a crash leaves it, or cut off.</summary>
    TornEnd = 9,
}
