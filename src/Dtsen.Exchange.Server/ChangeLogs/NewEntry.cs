namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>An entry that is still to get its number.</summary>
/// <param name="Kind">One of <see cref="EntryKinds"/>.</param>
/// <param name="Payload">All that a follower needs. It is not copied at once, so it must not change until the append has ended.</param>
/// <param name="Content">
/// What the payload says, for the follower of this node, which then neither reads the entry nor its payload; neither may change. Null: it
/// reads both, as every other node does.
/// </param>
internal readonly record struct NewEntry(string Kind, ReadOnlyMemory<byte> Payload, object? Content = null);
