using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Nodes;

/// <summary>A node as it stands in SQL.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where clients reach this very node.</param>
/// <param name="SeenAt">When it last said that it is there, by its own clock, UTC microseconds.</param>
/// <param name="Stopped">1 where it has stopped in order.</param>
/// <param name="Seq">Entry of the change log that it had applied then.</param>
internal sealed record NodeRow(string Name, string Address, long SeenAt, long Stopped, long Seq)
{
    /// <summary>Whether it may be answering calls: one that cannot reach the database goes on for as long as this waits for it.</summary>
    public bool IsLive(ExchangeOptions options) => IsLive(options.Time.GetUtcNow(), options.MaxStateAge);

    /// <summary>The same, where no node of this program runs.</summary>
    public bool IsLive(DateTimeOffset now, TimeSpan maxStateAge) => Stopped == 0 && SeenAt >= (now - maxStateAge).ToUtcMicroseconds();
}
