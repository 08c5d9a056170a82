namespace Dtsen.Exchange.Register.Tests.Files;

internal sealed class TemporaryFolder(string? within = null) : IDisposable
{
    public string FullPath { get; } = within is null
        ? Directory.CreateTempSubdirectory("register-").FullName
        : Directory.CreateDirectory(Path.Combine(within, $"register-{Guid.NewGuid():N}")).FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>Puts other bytes in the place of a file that may be read-only.</summary>
    public string Put(string name, ReadOnlySpan<byte> bytes)
    {
        var path = File(name);
        System.IO.File.Delete(path);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
