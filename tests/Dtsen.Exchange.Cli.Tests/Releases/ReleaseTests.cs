using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;
using Google.Protobuf;

namespace Dtsen.Exchange.Cli.Tests.Releases;

[Collection(ExchangeCollection.Name)]
public sealed class ReleaseTests(RunningExchange exchange) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sealing_shows_what_BPS_signs()
    {
        var answer = exchange.Sealed.Json;

        Assert.Equal("RELEASE_STATE_SEALED", answer.GetProperty("release").GetProperty("state").GetString());
        Assert.Equal("70", answer.GetProperty("release").GetProperty("families").GetString());
        Assert.Equal(11, answer.GetProperty("report").GetProperty("families_by_desil").GetArrayLength());
        Assert.Empty(answer.GetProperty("differences").EnumerateArray());
    }

    [Fact]
    public async Task The_list_shows_who_sees_a_release()
    {
        var result = (await exchange.RunAsync(RunningExchange.Approver, "release", "list")).Ended(0);

        Assert.Contains(RunningExchange.Release, result.Output);
        Assert.Contains("PUBLISHED", result.Output);
        Assert.Contains("First, All", result.Output);
    }

    [Fact]
    public async Task A_push_that_is_repeated_sends_nothing_into_a_sealed_release()
    {
        var result = (await exchange.RunAsync(
            RunningExchange.Uploader, "release", "push", exchange.Ranking, "--period", $"{RunningExchange.Period}", "--snapshot", "SNAP-1",
            "--restart", FamilySample.Bandung)).Ended(3);

        Assert.Contains("RELEASE_STATE", result.Error);
    }

    [Fact]
    public async Task A_manifest_that_is_not_that_of_the_folder_is_not_signed()
    {
        var pushed = _folder.Inner("pushed");
        var other = _folder.Inner("other");
        RunningExchange.Write(pushed, FamilySample.Bandung, 30);
        RunningExchange.Write(other, FamilySample.Bandung, 30, family => family.DesilProvinsi = 9);
        await PushAsync(pushed, 2);

        var refused = await SealAsync(2, 1, "--folder", other, "--key", exchange.Key);
        var dry = await SealAsync(2, 0, "--folder", pushed, "--dry-run");
        var list = (await exchange.RunAsync(RunningExchange.Uploader, "release", "list")).Ended(0);

        Assert.Contains("the content differs", refused.Error);
        Assert.Contains("nothing was signed", refused.Output);
        Assert.Contains("Nothing was signed", dry.Output);
        Assert.Contains(list.Lines, line => line.Contains($"{RunningExchange.Period}.v2") && line.Contains("CHECKED"));
    }

    [Fact]
    public async Task Too_many_bad_families_are_named_by_row_and_reason()
    {
        var bad = _folder.Inner("bad");
        RunningExchange.Write(bad, FamilySample.Bandung, 20, family => family.DesilNasional = family.DesilNasional == 3 ? 11u : 2);
        await PushAsync(bad, 3);

        var result = await SealAsync(3, 3, "--folder", bad, "--dry-run");

        Assert.Contains("TOO_MANY_SET_ASIDE", result.Error);
        Assert.Contains($"families[{FamilySample.Bandung}][1]", result.Error);
        Assert.Contains("DESIL_INVALID", result.Error);
    }

    [Fact]
    public async Task An_amendment_sends_what_changes_and_is_compared_with_base_and_changes_together()
    {
        var changes = _folder.Inner("changes");
        using (var writer = Client.Releases.RankingFolder.Write(changes, FamilySample.Bandung))
        {
            var changed = FamilySample.Family(FamilySample.Bandung, 7);
            changed.Alamat = "Jalan Lain 2";
            writer.Add(changed.ToByteArray());
            writer.Add(new Contracts.Type.V1.Family
            {
                NomorKartuKeluarga = FamilySample.Family(FamilySample.Bandung, 8).NomorKartuKeluarga,
            }.ToByteArray());
            writer.Complete();
        }

        (await exchange.RunAsync(
            RunningExchange.Uploader, "release", "push", changes, "--period", $"{RunningExchange.Period}", "--version", "9", "--amends",
            RunningExchange.Release, "--reason", "wrong address", "--bast", "BAST-9/2026")).Ended(0);
        Assert.Contains("--base-folder", (await SealAsync(9, 2, "--folder", changes, "--dry-run")).Error);
        var wrong = await SealAsync(9, 1, "--folder", changes, "--base-folder", changes, "--key", exchange.Key);
        var result = await SealAsync(9, 0, "--folder", changes, "--base-folder", exchange.Ranking, "--key", exchange.Key, "--json");

        Assert.Contains("The base is not the one of the folder.", wrong.Error);
        var release = result.Json.GetProperty("release");
        Assert.Equal("69", release.GetProperty("families").GetString());
        Assert.Equal("BAST-9/2026", release.GetProperty("amendment").GetProperty("bast_reference").GetString());
        var folder = exchange.ReleaseFolderOf(release.GetProperty("id").GetString()!);
        (await Dtsen.RunAsync("release", "verify", folder, "--pki", exchange.Pki)).Ended(0);
    }

    [Fact]
    public async Task A_dry_push_calls_nobody()
    {
        var result = (await Dtsen.RunAsync(
            "release", "push", exchange.Ranking, "--period", "2026-T3", "--snapshot", "SNAP-1", "--dry-run", "--json")).Ended(0);

        Assert.Equal(70, result.Json.GetProperty("families").GetInt32());
        Assert.Equal(2, result.Json.GetProperty("kabupaten").GetArrayLength());
    }

    [Fact]
    public async Task A_rollback_is_proposed_once_however_often_it_is_asked_for()
    {
        string[] command = ["release", "rollback", RunningExchange.Release, "--reason", "a test", "--json"];

        var first = (await exchange.RunAsync(RunningExchange.Uploader, command)).Ended(0);
        var second = (await exchange.RunAsync(RunningExchange.Uploader, command)).Ended(0);
        var own = (await exchange.RunAsync(
            RunningExchange.Uploader, "release", "approve", first.Json.GetProperty("proposal").GetProperty("id").GetString()!)).Ended(3);

        Assert.Equal(first.Json.GetProperty("proposal").ToString(), second.Json.GetProperty("proposal").ToString());
        Assert.Contains("dtsen: ", own.Error);
    }

    [Fact]
    public async Task A_release_that_is_not_there_is_told() =>
        Assert.Contains(
            "There is no release 2001-T1.v9",
            (await exchange.RunAsync(RunningExchange.Uploader, "release", "publish", "2001-T1.v9", "--audience", "first")).Ended(1).Error);

    [Fact]
    public async Task Without_a_key_nothing_is_sealed() =>
        Assert.Contains(
            "--key",
            (await exchange.RunAsync(
                RunningExchange.Uploader, "release", "seal", RunningExchange.Release, "--folder", exchange.Ranking)).Ended(2).Error);

    private async Task PushAsync(string folder, int version) =>
        (await exchange.RunAsync(
            RunningExchange.Uploader, "release", "push", folder, "--period", $"{RunningExchange.Period}", "--version",
            RunningExchange.Text(version), "--snapshot", "SNAP-1")).Ended(0);

    private async Task<CliResult> SealAsync(int version, int exitCode, params string[] more) =>
        (await exchange.RunAsync(
            RunningExchange.Uploader, ["release", "seal", $"{RunningExchange.Period}.v{version}", .. more])).Ended(exitCode);
}
