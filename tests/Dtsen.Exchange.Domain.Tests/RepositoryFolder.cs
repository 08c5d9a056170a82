namespace Dtsen.Exchange.Domain.Tests;

/// <summary>The folder of the repository, found upwards from where the tests run.</summary>
internal static class RepositoryFolder
{
    public static string Inner(params string[] names)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dtsen.Exchange.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run within the repository.");
        }

        return Path.Combine([folder.FullName, .. names]);
    }
}
