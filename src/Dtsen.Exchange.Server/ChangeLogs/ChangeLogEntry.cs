namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>An entry as every node reads it.</summary>
/// <param name="Seq">Its number: 1 for the first, and one more for each entry, in the order in which they were committed.</param>
/// <param name="Kind">One of <see cref="EntryKinds"/>.</param>
/// <param name="Payload">The bytes that were appended.</param>
/// <param name="RecordedAt">When the node that wrote it did so, by its own clock; the order is in <paramref name="Seq"/> alone.</param>
/// <param name="Content">What the payload says, where this node wrote the entry a moment ago; else null.</param>
internal sealed record ChangeLogEntry(
    long Seq, string Kind, ReadOnlyMemory<byte> Payload, DateTimeOffset RecordedAt, object? Content = null);
