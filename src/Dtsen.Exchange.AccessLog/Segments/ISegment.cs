using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>A stretch of the log, sealed or open, readable by any thread.</summary>
internal interface ISegment
{
    /// <summary>Index of the first leaf.</summary>
    long First { get; }

    /// <summary>Index after the last durable leaf.</summary>
    long End { get; }

    /// <summary>Reads nodes of which the last leaf stands in this segment; see <see cref="ITreeNodes.Read"/>.</summary>
    void ReadNodes(int tier, long first, Span<TreeHash> hashes);

    /// <summary>Adds leaves in a row, all of this segment, to a list.</summary>
    void ReadLeaves(long first, int count, List<LogLeaf> leaves);
}
