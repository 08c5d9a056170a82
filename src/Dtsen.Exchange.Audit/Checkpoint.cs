using System.Globalization;

namespace Dtsen.Exchange.Audit;

/// <summary>A tree that a log has signed.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Size">The number of leaves.</param>
/// <param name="Root">The root, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>Reads a checkpoint and verifies its signature, after C2SP tlog-checkpoint and signed-note.</summary>
    /// <param name="note">The note, to its last line feed.</param>
    /// <param name="key">The log's key.</param>
    /// <param name="checkpoint">The checkpoint if the verdict is <see cref="CheckpointVerdict.Valid"/>; else null.</param>
    /// <returns>The verdict.</returns>
    public static CheckpointVerdict Open(string note, NoteKey key, out Checkpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(key);
        checkpoint = null;
        var verdict = SignedNote.Verify(note, key, out var text);
        if (verdict != CheckpointVerdict.Valid)
        {
            return verdict;
        }

        checkpoint = Parse(text);
        if (checkpoint?.Origin != key.Name)
        {
            checkpoint = null;
            return CheckpointVerdict.NotACheckpoint;
        }

        return verdict;
    }

    /// <summary>Reads the text of a checkpoint, which alone proves nothing.</summary>
    internal static Checkpoint? Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(line => line.Length == 0)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || lines[1] != size.ToString(CultureInfo.InvariantCulture))
        {
            return null;
        }

        var root = new byte[Hashing.Size];
        return Convert.TryFromBase64String(lines[2], root, out var length) && length == root.Length
            && Convert.ToBase64String(root) == lines[2]
            ? new Checkpoint(lines[0], size, root)
            : null;
    }
}
