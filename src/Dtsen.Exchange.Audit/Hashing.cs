using System.Security.Cryptography;

namespace Dtsen.Exchange.Audit;

/// <summary>The hashes of RFC 6962, 2.1.</summary>
internal static class Hashing
{
    public const int Size = 32;

    public static byte[] Leaf(ReadOnlySpan<byte> leaf)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData([0]);
        sha256.AppendData(leaf);
        return sha256.GetHashAndReset();
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[1 + Size + Size];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Size)..]);
        return SHA256.HashData(node);
    }
}
