namespace Dtsen.Exchange.Sandbox.Tests;

/// <summary>The folder of the repository, found upwards from where the tests run.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Inner(string name) => System.IO.Path.Combine(Path, name);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Dtsen.Exchange.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run within the repository.");
    }
}
