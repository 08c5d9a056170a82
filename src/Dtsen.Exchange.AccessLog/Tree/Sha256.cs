using System.Security.Cryptography;

namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>
/// SHA-256 of short messages, of which an append needs three. A hash object a thread costs three quarters of the static method, which
/// makes one anew each time.
/// </summary>
internal static class Sha256
{
    public const int Size = SHA256.HashSizeInBytes;

    [ThreadStatic]
    private static IncrementalHash? _hash;

    public static void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        var own = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        own.AppendData(message);
        own.GetHashAndReset(hash);
    }
}
