namespace Dtsen.Exchange.Server;

/// <summary>A node, as the database knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where clients reach this very node.</param>
/// <param name="SeenAt">When it last said that it is there.</param>
/// <param name="IsLive">Whether it may be answering calls.</param>
/// <param name="HasStopped">Whether it stopped in order.</param>
/// <param name="Seq">Entry of the change log that it had applied then.</param>
/// <param name="Uploads">Names of the open releases whose families lie on its disk alone.</param>
public sealed record KnownNode(
    string Name, string Address, DateTimeOffset SeenAt, bool IsLive, bool HasStopped, long Seq, IReadOnlyList<string> Uploads);
