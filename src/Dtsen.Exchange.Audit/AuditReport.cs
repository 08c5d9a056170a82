namespace Dtsen.Exchange.Audit;

/// <summary>What an audit of a folder found.</summary>
/// <param name="First">Index of the first leaf that was read.</param>
/// <param name="End">Index after the last one.</param>
/// <param name="Root">The root of the tree at <paramref name="End"/>, computed from the leaves.</param>
/// <param name="Findings">What is wrong, in order of the leaves; empty if nothing is.</param>
public sealed record AuditReport(long First, long End, ReadOnlyMemory<byte> Root, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Findings.Count == 0;
}
