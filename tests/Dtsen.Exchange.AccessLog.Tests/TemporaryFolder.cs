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
    public static void Damage(string path, int at)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var file = System.IO.File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        Span<byte> changed = stackalloc byte[1];
        RandomAccess.Read(file, changed, at);
        changed[0] ^= 4;
        RandomAccess.Write(file, changed, at);
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
}
