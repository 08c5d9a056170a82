using System.Diagnostics;
using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Client.Tests.Releases;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;
using Google.Protobuf;
using Grpc.Core;

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

    /// <summary>Whether it starts without a release; what the test then does with it is the test's.</summary>
    internal bool IsEmpty { get; init; }

    internal static string Release => $"{Period}.v1";

    internal string Pki => _folder.Inner("pki");

    internal string Data => _folder.Inner("data");

    /// <summary>What the process has in its environment besides.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

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
        if (IsEmpty)
        {
            IssueCertificates();
            await StartAsync();
            return;
        }

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

    /// <summary>Ends when the process has ended, by itself or not.</summary>
    internal Task EndedAsync() => _serve!.WaitForExitAsync();

    /// <summary>Waits for the end of the process, where it has come or comes soon.</summary>
    internal async Task<bool> HasEndedAsync()
    {
        try
        {
            await _serve!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(2));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Runs a command as an application, with the connection in the environment.</summary>
    internal Task<CliResult> RunAsync(string application, params string[] arguments) =>
        Dtsen.RunAsync(EnvironmentOf(application), arguments);

    /// <summary>The connection of an application.</summary>
    internal IReadOnlyDictionary<string, string> EnvironmentOf(string application) => new Dictionary<string, string>
    {
        ["DTSEN_EXCHANGE"] = Exchange.ToString(),
        ["DTSEN_AUTHORITY"] = Authority.ToString(),
        ["DTSEN_PKI"] = Pki,
        ["DTSEN_APPLICATION"] = application,
    };

    /// <summary>A client of an application, to be disposed of by the caller.</summary>
    internal ExchangeClient Client(string application)
    {
        var pki = new PkiFolder(Pki);
        return new ExchangeClient(ExchangeClientOptions.FromPem(
            Exchange, Authority, application, pki.ApplicationCertificate(application), pki.ApplicationKey(application), pki.CaCertificate));
    }

    /// <summary>Whether a call failed because the process is gone, or because the caller gave it up for that.</summary>
    internal static bool IsGone(Exception fault, CancellationToken killed) => fault switch
    {
        RpcException call => call.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.DeadlineExceeded
            or StatusCode.Cancelled or StatusCode.Unauthenticated or StatusCode.Unknown,
        _ => fault is OperationCanceledException && killed.IsCancellationRequested,
    };

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
            Environment,
            "serve", "--pki", Pki, "--data", _folder.Inner("data"), "--port", "0", "--authority-port", "0");
        _ = _serve.StandardError.ReadToEndAsync();
        Exchange = await AddressAsync("Exchange");
        Authority = await AddressAsync("Authority");
        _ = _serve.StandardOutput.ReadToEndAsync();
    }

    /// <summary>What <c>dtsen pki</c> does, without a process for each certificate.</summary>
    private void IssueCertificates()
    {
        using var ca = DevelopmentCa.Init(Pki, TimeProvider.System);
        ExchangeNode.IssueCertificates(ca, "localhost");
        ca.IssueReleaseKey("bps-1").Dispose();
        foreach (var application in new[] { Uploader, Approver, Ministry })
        {
            ca.IssueApplication(application, TimeSpan.FromDays(1)).Dispose();
        }
    }

    private async Task<Uri> AddressAsync(string label)
    {
        var line = await _serve!.StandardOutput.ReadLineAsync().WaitAsync(Bound);
        Assert.StartsWith(label, line);
        return new Uri(line![label.Length..].Trim());
    }
}
