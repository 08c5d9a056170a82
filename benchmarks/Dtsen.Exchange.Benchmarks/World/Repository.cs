namespace Dtsen.Exchange.Benchmarks.World;

/// <summary>The sources, found upwards from where the program runs.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dtsen.Exchange.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Run the benchmarks within the repository.");
        }

        return folder.FullName;
    }
}
