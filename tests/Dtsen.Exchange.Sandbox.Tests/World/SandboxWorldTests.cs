using Dtsen.Exchange.Sandbox.World;

namespace Dtsen.Exchange.Sandbox.Tests.World;

public class SandboxWorldTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_folder_that_was_named_is_kept_and_one_that_was_not_is_removed()
    {
        using var bound = new CancellationTokenSource(Bound);
        using var folder = new TemporaryFolder();
        var named = await SandboxWorld.StartAsync(Options(folder.Inner("sandbox")), bound.Token);
        var unnamed = await SandboxWorld.StartAsync(Options(null), bound.Token);
        Assert.True(Directory.Exists(unnamed.Folder));

        await named.DisposeAsync();
        await unnamed.DisposeAsync();

        Assert.True(File.Exists(Path.Combine(folder.Inner("sandbox"), "config", "partners", "kemensos.json")));
        Assert.False(Directory.Exists(unnamed.Folder));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_refused_and_left_alone()
    {
        using var bound = new CancellationTokenSource(Bound);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Inner("mine.txt"), "mine");

        await Assert.ThrowsAsync<IOException>(() => SandboxWorld.StartAsync(Options(folder.Path), bound.Token));

        Assert.Equal([folder.Inner("mine.txt")], Directory.GetFileSystemEntries(folder.Path));
    }

    private static SandboxOptions Options(string? folder) =>
        new() { DataFolder = folder, ConfigFolder = RepositoryFolder.Inner("config") };
}
