using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>Reads that fill their buffer or say that the file is too short.</summary>
internal static class ExactRead
{
    public static bool TryFill(SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(handle, buffer, offset);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
            offset += read;
        }

        return true;
    }

    /// <exception cref="AccessLogException">The file ends before the buffer is full.</exception>
    public static void Fill(string path, SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        if (!TryFill(handle, buffer, offset))
        {
            throw AccessLogException.Damaged(path, "ends too early.");
        }
    }
}
