using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// The key under which the log knows whom it speaks of. A subject's hash is half a block of AES-256 over the number: without the key nobody
/// tells whose it is, not even by trying all NIKs; with it the log of a node is searched in microseconds.
/// </summary>
/// <param name="key">32 bytes, kept apart from the log, the same for all nodes of one exchange.</param>
internal sealed class SubjectKey(byte[] key) : IDisposable
{
    private const int BlockSize = 16;

    private readonly ThreadLocal<Aes> _aes = new(
        () =>
        {
            var aes = Aes.Create();
            aes.Key = key;
            return aes;
        },
        trackAllValues: true);

    /// <summary>The hash of one number.</summary>
    public ulong HashOf(ulong subject)
    {
        Span<ulong> hash = [subject];
        Hash(hash, hash);
        return hash[0];
    }

    /// <summary>The hashes of many numbers: one pass of the cipher over all of them, some 10 ns each.</summary>
    /// <param name="subjects">Numbers, a nomor KK with its bit.</param>
    /// <param name="hashes">As many places; may be the numbers' own.</param>
    public void Hash(ReadOnlySpan<ulong> subjects, Span<ulong> hashes)
    {
        var blocks = subjects.Length <= 16 ? stackalloc byte[subjects.Length * BlockSize] : new byte[subjects.Length * BlockSize];
        blocks.Clear();
        for (var i = 0; i < subjects.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(blocks[(i * BlockSize)..], subjects[i]);
        }

        // Equal numbers give equal blocks: that is what a search needs, and why no mode with a chain will do.
        _aes.Value!.EncryptEcb(blocks, blocks, PaddingMode.None);
        var halves = MemoryMarshal.Cast<byte, ulong>(blocks);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = halves[i * 2];
        }
    }

    public void Dispose()
    {
        foreach (var aes in _aes.Values)
        {
            aes.Dispose();
        }

        _aes.Dispose();
    }
}
