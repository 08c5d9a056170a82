namespace Dtsen.Exchange.Server.Releases;

/// <summary>What a node has of a release.</summary>
/// <param name="Node">Its name.</param>
/// <param name="StagedAt">When it had staged the release, UTC microseconds; null where it has not.</param>
/// <param name="IsLive">Whether it may be answering calls.</param>
internal readonly record struct NodeStaging(string Node, long? StagedAt, bool IsLive)
{
    /// <summary>Whether a publication waits for it.</summary>
    public bool IsMissing => IsLive && StagedAt is null;
}
