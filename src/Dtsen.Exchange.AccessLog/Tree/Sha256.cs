using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dtsen.Exchange.AccessLog.Tree;

/// <summary>
/// SHA-256 of short messages, of which an append needs three. The class library prepares OpenSSL's general interface for each, which takes
/// two to three times as long as such a message itself: so OpenSSL is called directly where it is there, as it is where the class library
/// uses it; elsewhere a hash object a thread is used.
/// </summary>
public static unsafe class Sha256
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>OpenSSL's SHA256_CTX has 112 bytes.</summary>
    private const int ContextSize = 128;

    /// <summary>A context that has begun, to be copied: beginning one takes as long as a block.</summary>
    private static readonly byte[] Begun = new byte[ContextSize];

    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int> Add;
    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, int> End;

    /// <summary>A call must not hold up the collector: beyond this length the class library is used.</summary>
    private const int LongestDirect = 1 << 12;

    [ThreadStatic]
    private static IncrementalHash? _hash;

    static Sha256()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libcrypto.so.3", out var library)
            && NativeLibrary.TryGetExport(library, "SHA256_Init", out var begin)
            && NativeLibrary.TryGetExport(library, "SHA256_Update", out var add)
            && NativeLibrary.TryGetExport(library, "SHA256_Final", out var end))
        {
            fixed (byte* begun = Begun)
            {
                ((delegate* unmanaged<byte*, int>)begin)(begun);
            }

            Add = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int>)add;
            End = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, int>)end;
        }
    }

    /// <summary>Hashes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hash">Takes the hash: <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        if (Add is null || message.Length > LongestDirect)
        {
            var own = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            own.AppendData(message);
            own.GetHashAndReset(hash);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(hash.Length, Size);
        Span<byte> begun = stackalloc byte[ContextSize];
        Begun.CopyTo(begun);
        fixed (byte* context = begun)
        fixed (byte* bytes = message)
        fixed (byte* result = hash)
        {
            Add(context, bytes, (nuint)message.Length);
            End(result, context);
        }
    }
}
