using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>The digest over all of a file but its trailer.</summary>
internal static class FileContent
{
    public static byte[] Digest(string path, SafeFileHandle handle, int trailerSize)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        var length = RandomAccess.GetLength(handle) - trailerSize;
        for (long at = 0; at < length;)
        {
            var some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at));
            ExactRead.Fill(path, handle, some, at);
            sha256.AppendData(some);
            at += some.Length;
        }

        return sha256.GetHashAndReset();
    }
}
