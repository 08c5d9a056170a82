using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Domain;
using Google.Protobuf;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>
/// An exchange that <c>dtsen serve</c> runs, with a release that BPS pushed, sealed and published with the commands of this program: what
/// its set-up does is the first test.
/// </summary>
public sealed class RunningExchange : IAsyncLifetime
{
    public const string Uploader = "bps.pemeringkatan";
    public const string Approver = "bps.persetujuan";
    public const string Ministry = "bpjs-kesehatan.pbi-jk";
    public const string Auditor = "bpkp.pengawasan";
    public const string Operator = "penyelenggara.operasi";
    public const string Suspended = "pln.pelanggan";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private Process? _serve;

    /// <summary>The period before today's: its ranking is effective today.</summary>
    internal static Period Period { get; } =
        Domain.Period.Containing(DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7))).Previous;

    internal static string Release => $"{Period}.v1";

    internal string Pki => _folder.Inner("pki");

    internal string AccessLog => Path.Combine(_folder.Inner("data"), "access-log");

    /// <summary>Folders of the sealed releases.</summary>
    internal string ReleaseFolderOf(string id) => Path.Combine(_folder.Inner("data"), "releases", id, "release");

    internal string Ranking => _folder.Inner("ranking");

    internal string Key => Path.Combine(Pki, "release-keys", "bps-1.key");

    internal Uri Exchange { get; private set; } = null!;

    internal Uri Authority { get; private set; } = null!;

    internal CliResult Sealed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (await Dtsen.RunAsync("pki", "init", "--pki", Pki)).Ended(0);
        foreach (var application in new[] { Uploader, Approver, Ministry, Auditor, Operator, Suspended })
        {
            (await Dtsen.RunAsync("pki", "issue", application, "--pki", Pki)).Ended(0);
        }

        await StartAsync();
        Write(Ranking, FamilySample.Bandung, 50);
        Write(Ranking, FamilySample.Jayapura, 20);
        (await RunAsync(Uploader, "release", "push", Ranking, "--period", $"{Period}", "--snapshot", "SNAP-1")).Ended(0);
        Sealed = (await RunAsync(Uploader, "release", "seal", Release, "--folder", Ranking, "--key", Key, "--json")).Ended(0);
        foreach (var audience in new[] { "first", "all" })
        {
            var proposed = (await RunAsync(Uploader, "release", "publish", Release, "--audience", audience, "--json")).Ended(0);
            var proposal = proposed.Json.GetProperty("proposal").GetProperty("id").GetString()!;
            (await RunAsync(Approver, "release", "approve", proposal)).Ended(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    /// <summary>Ends the process as a loss of power does: nothing in it has a chance to finish.</summary>
    internal async Task KillAsync()
    {
        if (_serve is not null)
        {
            _serve.Kill(entireProcessTree: true);
            await _serve.WaitForExitAsync().WaitAsync(Bound);
            _serve.Dispose();
            _serve = null;
        }
    }

    /// <summary>Runs a command as an application, with the connection in the environment.</summary>
    internal Task<CliResult> RunAsync(string application, params string[] arguments) => Dtsen.RunAsync(
        new Dictionary<string, string>
        {
            ["DTSEN_EXCHANGE"] = Exchange.ToString(),
            ["DTSEN_AUTHORITY"] = Authority.ToString(),
            ["DTSEN_PKI"] = Pki,
            ["DTSEN_APPLICATION"] = application,
        },
        arguments);

    internal static void Write(string folder, string kota, int families, Action<Contracts.Type.V1.Family>? change = null)
    {
        using var writer = RankingFolder.Write(folder, kota);
        for (var serial = 1; serial <= families; serial++)
        {
            var family = FamilySample.Family(kota, serial);
            change?.Invoke(family);
            writer.Add(family.ToByteArray());
        }

        writer.Complete();
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts the process, also again on the same folders.</summary>
    internal async Task StartAsync()
    {
        _serve = Dtsen.Start(
            new Dictionary<string, string>(),
            "serve", "--pki", Pki, "--data", _folder.Inner("data"), "--port", "0", "--authority-port", "0");
        _ = _serve.StandardError.ReadToEndAsync();
        Exchange = await AddressAsync("Exchange");
        Authority = await AddressAsync("Authority");
        _ = _serve.StandardOutput.ReadToEndAsync();
    }

    private async Task<Uri> AddressAsync(string label)
    {
        var line = await _serve!.StandardOutput.ReadLineAsync().WaitAsync(Bound);
        Assert.StartsWith(label, line);
        return new Uri(line![label.Length..].Trim());
    }
}
