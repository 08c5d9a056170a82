using Dtsen.Exchange.Contracts.Type.V1;

namespace Dtsen.Exchange.Server.Tests.Releases;

/// <summary>A node serves a release that is whole, or not at all: it fetches it again, or says which file of which release is damaged.</summary>
public class DamagedReleaseTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_damaged_release_is_fetched_again_and_no_damage_is_opened_without_naming_the_file()
    {
        await using var node = await RunningNode.StartAsync();
        var bps = await BpsClient.OfAsync(node);
        var release = await bps.SealedAsync("2026-T1", 1, null, ("3204", RankingSample.Families("3204", 12)));
        await bps.PublishAsync(release.Id, ReleaseAudience.First);
        await node.StopAsync();
        var folder = Path.Combine(node.DataFolder, "releases", release.Id, "release");
        var people = Path.Combine(folder, "people.table");
        var whole = await File.ReadAllBytesAsync(people);
        Write(people, [.. whole, 0]);
        await node.StartAgainAsync();
        Assert.Equal(whole, await File.ReadAllBytesAsync(people));
        await node.StopAsync();
        using var files = node.OpenReleaseFiles();
        string[] names = ["3204.blocks", "births.table", "families.table", "manifest", "names.table", "people.table", "signature"];
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name);
            var original = await File.ReadAllBytesAsync(path);
            var damaged = (byte[])original.Clone();
            damaged[damaged.Length / 2] ^= 1;
            foreach (var bytes in new[] { damaged, original[..^1] })
            {
                Write(path, bytes);
                var refusal = Assert.Throws<IOException>(() => files.Open(release.Id));
                Assert.Contains(release.Id, refusal.Message);
                Assert.Contains(name, refusal.Message);
                Assert.Contains("dtsen release verify", refusal.Message);
            }

            Write(path, original);
        }

        await node.StartAgainAsync();
        Assert.Equal("2026-T1.v1", Assert.Single((await BpsClient.OfAsync(node)).Releases.ListReleases(new()).Releases).Name);
    }

    private static void Write(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }
}
