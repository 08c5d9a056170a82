using System.Buffers;
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

    private readonly ThreadLocal<Cipher> _ciphers = new(() => new Cipher(key), trackAllValues: true);

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
        var blocks = ArrayPool<byte>.Shared.Rent(subjects.Length * BlockSize);
        var filled = blocks.AsSpan(0, subjects.Length * BlockSize);
        filled.Clear();
        for (var i = 0; i < subjects.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(filled[(i * BlockSize)..], subjects[i]);
        }

        _ciphers.Value!.Encrypt(blocks, filled.Length);
        var halves = MemoryMarshal.Cast<byte, ulong>(filled);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = halves[i * 2];
        }

        ArrayPool<byte>.Shared.Return(blocks, clearArray: true);
    }

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values)
        {
            cipher.Dispose();
        }

        _ciphers.Dispose();
    }

    /// <summary>The cipher of one thread: making it ready for a call anew costs ten times as much as a number.</summary>
    private sealed class Cipher : IDisposable
    {
        private readonly Aes _aes = Aes.Create();
        private readonly ICryptoTransform _encryptor;

        public Cipher(byte[] key)
        {
            // Equal numbers give equal blocks: that is what a search needs, and why no mode with a chain will do.
            _aes.Mode = CipherMode.ECB;
            _aes.Padding = PaddingMode.None;
            _aes.Key = key;
            _encryptor = _aes.CreateEncryptor();
        }

        public void Encrypt(byte[] blocks, int length) => _encryptor.TransformBlock(blocks, 0, length, blocks, 0);

        public void Dispose()
        {
            _encryptor.Dispose();
            _aes.Dispose();
        }
    }
}
