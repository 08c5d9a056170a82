using System.Text;

namespace Dtsen.Exchange.Pki;

/// <summary>
/// Replaces a file whole, so that a reader sees the old one or the new one; a secret is never readable by others,
/// not even while it is written.
/// </summary>
internal static class SafeFile
{
    public static void Write(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    public static void WriteText(string path, string content, bool secret = false) =>
        Write(path, Encoding.ASCII.GetBytes(content), secret);
}
