namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>An entry that is still to get its number.</summary>
/// <param name="Kind">One of <see cref="EntryKinds"/>.</param>
/// <param name="Payload">All that a follower needs. It is not copied at once, so it must not change until the append has ended.</param>
internal readonly record struct NewEntry(string Kind, ReadOnlyMemory<byte> Payload);
