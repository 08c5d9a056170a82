namespace Dtsen.Exchange.Audit.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("audit-").FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>The one file with an extension.</summary>
    public string Only(string extension) => Assert.Single(Directory.GetFiles(FullPath, "*" + extension));

    /// <summary>Puts other bytes in the place of a file that may be read-only.</summary>
    public static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        System.IO.File.Delete(path);
        System.IO.File.WriteAllBytes(path, bytes);
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
