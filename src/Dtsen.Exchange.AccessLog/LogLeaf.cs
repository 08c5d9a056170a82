using System.Security.Cryptography;

namespace Dtsen.Exchange.AccessLog;

/// <summary>A leaf of the log.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Stored">
/// The bytes whose hash is in the tree: those that were appended, followed by 32 bytes, the SHA-256 over its subjects.
/// </param>
public readonly record struct LogLeaf(long Index, ReadOnlyMemory<byte> Stored)
{
    /// <summary>The bytes that were appended.</summary>
    public ReadOnlyMemory<byte> Content => Stored[..^SHA256.HashSizeInBytes];

    /// <summary>SHA-256 over the subjects, each as 8 bytes little endian, rising, each once.</summary>
    public ReadOnlyMemory<byte> SubjectsDigest => Stored[^SHA256.HashSizeInBytes..];
}
