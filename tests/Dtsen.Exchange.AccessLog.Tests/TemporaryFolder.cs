using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("access-log-").FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>The one file with an extension.</summary>
    public string Only(string extension) => Assert.Single(Directory.GetFiles(FullPath, "*" + extension));

    /// <summary>Puts other bytes in the place of a file that may be read-only.</summary>
    public static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        System.IO.File.Delete(path);
        System.IO.File.WriteAllBytes(path, bytes);
    }

    /// <summary>Changes a byte of a file that may be read-only and open, as a failing disk does.</summary>
    public static void Damage(string path, int at, byte by = 4)
    {
        using var file = OpenToDamage(path);
        Span<byte> changed = stackalloc byte[1];
        RandomAccess.Read(file, changed, at);
        changed[0] ^= by;
        RandomAccess.Write(file, changed, at);
    }

    /// <summary>Cuts a file short that may be read-only and open.</summary>
    public static void Cut(string path, int length)
    {
        using var file = OpenToDamage(path);
        RandomAccess.SetLength(file, length);
    }

    public void CopyTo(TemporaryFolder other)
    {
        foreach (var path in Directory.GetFiles(FullPath))
        {
            System.IO.File.Copy(path, other.File(Path.GetFileName(path)), overwrite: true);
        }
    }

    public void Clear()
    {
        foreach (var path in Directory.GetFiles(FullPath))
        {
            System.IO.File.Delete(path);
        }
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);

    private static SafeFileHandle OpenToDamage(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return System.IO.File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
    }
}
