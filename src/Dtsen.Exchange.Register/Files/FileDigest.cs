using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Files;

/// <summary>A completed file as a manifest lists it.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 over all its bytes, as 64 lower-case hexadecimal digits.</param>
public sealed record FileDigest(string Name, long Length, string Sha256)
{
    private const int BufferSize = 1 << 18;

    /// <summary>Reads a file from start to end.</summary>
    internal static FileDigest Of(string path, SafeFileHandle file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long length = 0;
        for (int read; (read = RandomAccess.Read(file, buffer, length)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return new FileDigest(Path.GetFileName(path), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
