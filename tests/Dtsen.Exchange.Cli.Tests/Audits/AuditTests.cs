using Dtsen.Exchange.Cli.Tests.Serving;
using Dtsen.Exchange.Client.Tests.Releases;

namespace Dtsen.Exchange.Cli.Tests.Audits;

[Collection(ExchangeCollection.Name)]
public sealed class AuditTests(RunningExchange exchange) : IDisposable
{
    private static readonly string Nik = FamilySample.Nik(FamilySample.Bandung, 9);
    private static readonly string[] AsAuditor = ["--purpose", "pengawasan"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_shows_who_called_what()
    {
        var index = await LookUpAsync("LIST-1");

        var result = (await AuditAsync("list", "--from", index, "--count", "1")).Ended(0);
        var json = (await AuditAsync("list", "--from", index, "--count", "1", "--json")).Ended(0).Json;

        Assert.Contains(RunningExchange.Ministry, result.Output);
        Assert.Contains("desil.v1.DesilService/GetDesil", result.Output);
        var entry = Assert.Single(json.GetProperty("entries").EnumerateArray());
        Assert.Equal("LIST-1", entry.GetProperty("entry").GetProperty("reference").GetString());
    }

    [Fact]
    public async Task Rekam_jejak_shows_who_asked_for_a_person()
    {
        await LookUpAsync("SUBJECT-1");

        var result = (await AuditAsync("subject", "--nik", Nik)).Ended(0);
        var nobody = (await AuditAsync("subject", "--nik", FamilySample.Nik(FamilySample.Jayapura, 19))).Ended(1);

        Assert.Contains("bpjs-kesehatan", result.Output);
        Assert.Contains("pbi-jk", result.Output);
        Assert.DoesNotContain("bpjs-kesehatan", nobody.Output);
    }

    [Fact]
    public async Task A_receipt_is_kept_and_verified_without_a_server_and_a_changed_one_is_refused()
    {
        var index = await LookUpAsync("RECEIPT-1");
        var (file, key) = (_folder.Inner("receipt.json"), _folder.Inner("key"));
        var fetched = (await exchange.RunAsync(
            RunningExchange.Ministry, "audit", "receipt", "--index", index, "--out", file, "--json")).Ended(0);
        await File.WriteAllTextAsync(key, fetched.Json.GetProperty("verifier_key")[0].GetString());

        Assert.Equal("RECORDED", fetched.Json.GetProperty("verdict")[0].GetString());
        Assert.Contains("RECORDED", (await Dtsen.RunAsync("audit", "verify", "--receipt", file, "--key", key)).Ended(0).Output);
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace($"\"index\": {index}", $"\"index\": {long.Parse(index) - 1}"));
        Assert.Contains("NOT_INCLUDED", (await Dtsen.RunAsync("audit", "verify", "--receipt", file, "--key", key)).Ended(1).Output);
        await File.WriteAllTextAsync(file, "{}");
        Assert.Contains("no receipt", (await Dtsen.RunAsync("audit", "verify", "--receipt", file, "--key", key)).Ended(2).Error);
    }

    [Fact]
    public async Task A_receipt_of_another_application_is_not_given()
    {
        var index = await LookUpAsync("OTHER-1");

        var result = (await exchange.RunAsync(RunningExchange.Uploader, "audit", "receipt", "--index", index)).Ended(3);

        Assert.DoesNotContain("OTHER-1", result.Output);
    }

    [Fact]
    public async Task A_checkpoint_extends_the_one_before()
    {
        var file = _folder.Inner("checkpoint.txt");
        string[] command = ["audit", "checkpoint", "--json"];
        (await exchange.RunAsync(RunningExchange.Ministry, [.. command, "--out", file])).Ended(0);
        await LookUpAsync("CHECKPOINT-1");

        var later = (await exchange.RunAsync(RunningExchange.Ministry, [.. command, "--since", file])).Ended(0);
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("node-1\n", "node-1\n1"));
        (await exchange.RunAsync(RunningExchange.Ministry, [.. command, "--since", file])).Ended(1);

        Assert.Equal("HOLDS", later.Json.GetProperty("verdict")[0].GetString());
    }

    private Task<CliResult> AuditAsync(params string[] arguments) =>
        exchange.RunAsync(RunningExchange.Auditor, ["audit", .. arguments, .. AsAuditor]);

    /// <summary>Looks a person up, and returns the index of the entry.</summary>
    private async Task<string> LookUpAsync(string reference) => (await exchange.RunAsync(
        RunningExchange.Ministry, "desil", "get", "--nik", Nik, "--name", FamilySample.Name(9), "--purpose", "pbi-jk",
        "--reference", reference, "--json")).Ended(0).Json.GetProperty("info").GetProperty("receipt").GetProperty("index").GetString()!;
}
