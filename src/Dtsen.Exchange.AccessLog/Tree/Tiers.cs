namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>Arithmetic of the levels whose hashes are kept.</summary>
internal static class Tiers
{
    public const int Count = 5;
    public const int Highest = Count - 1;

    /// <summary>Binary levels from tier to tier.</summary>
    public const int Step = 8;

    /// <summary>Children of one node.</summary>
    public const int Width = 1 << Step;

    /// <summary>How many nodes of a tier a tree of this size has complete.</summary>
    public static long CompleteAt(int tier, long size) => size >> (Step * tier);

    /// <summary>The leaf with which a node becomes complete; the segment of that leaf keeps the node.</summary>
    public static long LastLeafOf(int tier, long index) => ((index + 1) << (Step * tier)) - 1;
}
