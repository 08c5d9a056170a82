namespace Dtsen.Exchange.Cli.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dtsen-cli-").FullName;

    public string Inner(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Inner(name))!);
        File.WriteAllText(Inner(name), content);
        return Inner(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
