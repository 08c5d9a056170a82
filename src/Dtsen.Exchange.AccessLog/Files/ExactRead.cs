using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>Reads that fill their buffer or say what is wrong with the file.</summary>
internal static class ExactRead
{
    /// <exception cref="AccessLogException">The file ends before the buffer is full, or the disk does not give what is there.</exception>
    public static void Fill(string path, SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = Read(path, handle, buffer, offset);
            if (read == 0)
            {
                throw AccessLogException.Damaged(path, "ends too early.");
            }

            buffer = buffer[read..];
            offset += read;
        }
    }

    private static int Read(string path, SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(handle, buffer, offset);
        }
        catch (IOException refused)
        {
            throw AccessLogException.Damaged(path, "cannot be read: the disk refuses.", refused);
        }
    }
}
