using Dtsen.Exchange.Cli.Tests.Serving;

namespace Dtsen.Exchange.Cli.Tests.Releases;

/// <summary><c>dtsen release verify</c> on a copy of a release that an exchange has sealed.</summary>
[Collection(ExchangeCollection.Name)]
public sealed class ReleaseVerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningExchange _exchange;

    public ReleaseVerifyTests(RunningExchange exchange)
    {
        _exchange = exchange;
        var source = exchange.ReleaseFolderOf(exchange.Sealed.Json.GetProperty("release").GetProperty("id").GetString()!);
        Directory.CreateDirectory(Copy);
        foreach (var path in Directory.GetFiles(source))
        {
            File.WriteAllBytes(Path.Combine(Copy, Path.GetFileName(path)), File.ReadAllBytes(path));
        }
    }

    private string Copy => _folder.Inner("copy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_copy_is_verified_by_the_public_keys_alone()
    {
        var keys = _folder.Inner("keys");
        Directory.CreateDirectory(keys);
        File.Copy(Path.ChangeExtension(_exchange.Key, ".pem"), Path.Combine(keys, "bps-1.pem"));

        var text = (await Dtsen.RunAsync("release", "verify", Copy, "--keys", keys)).Ended(0);
        var json = (await Dtsen.RunAsync("release", "verify", Copy, "--pki", _exchange.Pki, "--json")).Ended(0).Json;

        Assert.Contains($"{RunningExchange.Release}: nothing is wrong. 70 families", text.Output);
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Equal(64, json.GetProperty("digest").GetString()!.Length);
    }

    [Fact]
    public async Task A_changed_byte_is_told_by_file_and_place()
    {
        var path = Path.Combine(Copy, "people.table");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var text = (await Dtsen.RunAsync("release", "verify", Copy, "--pki", _exchange.Pki)).Ended(1);
        var json = (await Dtsen.RunAsync("release", "verify", Copy, "--pki", _exchange.Pki, "--json")).Ended(1).Json;

        Assert.Contains("It must not be used.", text.Output);
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
        Assert.Equal("people.table", finding.GetProperty("file").GetString());
        Assert.Equal("CHECKSUM_MISMATCH", finding.GetProperty("fault").GetString());
        Assert.Contains("the rows are damaged", finding.GetProperty("what").GetString());
    }

    [Fact]
    public async Task Without_a_folder_or_keys_it_says_what_to_give()
    {
        Assert.Contains("There is no folder", (await Dtsen.RunAsync("release", "verify", _folder.Inner("none"))).Ended(2).Error);
        Assert.Contains("--keys", (await Dtsen.RunAsync("release", "verify", Copy, "--keys", Copy)).Ended(2).Error);
    }
}
