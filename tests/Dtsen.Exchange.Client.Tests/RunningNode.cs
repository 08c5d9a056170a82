using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;

namespace Dtsen.Exchange.Client.Tests;

/// <summary>An exchange with its authority on real ports, with a CA of its own and the partners of the repository.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    public const string Application = "bpjs-kesehatan.pbi-jk";
    public const string Uploader = "bps.pemeringkatan";
    public const string Approver = "bps.persetujuan";
    public const string Dukcapil = "dukcapil.kependudukan";
    public const string ReleaseKey = "bps-1";

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private ExchangeNode? _node;
    private int _data;

    public RunningNode()
    {
        Ca = DevelopmentCa.Init(_folder.Inner("pki"));
        ExchangeNode.IssueCertificates(Ca, "localhost");
        foreach (var application in new[] { Application, Uploader, Approver, Dukcapil })
        {
            Ca.IssueApplication(application, TimeSpan.FromDays(1)).Dispose();
        }

        Ca.IssueReleaseKey(ReleaseKey).Dispose();
    }

    public DevelopmentCa Ca { get; }

    public Uri Exchange { get; private set; } = new("https://localhost:0");

    public Uri Authority { get; private set; } = new("https://localhost:0");

    public static async Task<RunningNode> StartAsync()
    {
        var node = new RunningNode();
        await node.RestartAsync();
        return node;
    }

    /// <summary>Stops what runs and starts an exchange at the same addresses.</summary>
    /// <param name="keepData">Otherwise it has kept nothing: neither data nor token keys.</param>
    public async Task RestartAsync(bool keepData = false)
    {
        _data += keepData ? 0 : 1;
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _node = await ExchangeNode.StartAsync(new ExchangeNodeOptions
        {
            PkiFolder = Ca.Folder.Root,
            ConfigFolder = Path.Combine(RepositoryRoot(), "config"),
            DataFolder = _folder.Inner($"data-{_data}"),
            Port = Exchange.Port,
            AuthorityPort = Authority.Port,
        });
        Exchange = _node.Address;
        Authority = _node.Authority;
    }

    public ExchangeClientOptions Options(string application = Application, Uri? exchange = null) => ExchangeClientOptions.FromPem(
        exchange ?? Exchange, Authority, application, Ca.Folder.ApplicationCertificate(application),
        Ca.Folder.ApplicationKey(application), Ca.Folder.CaCertificate);

    public ExchangeClient Client(string application = Application, Uri? exchange = null) => new(Options(application, exchange));

    /// <summary>A certificate for the application by an authority that the exchange does not know.</summary>
    public (X509Certificate2 Certificate, X509Certificate2 Root) Foreign()
    {
        using var other = DevelopmentCa.Init(_folder.Inner("other"));
        return (other.IssueApplication(Application, TimeSpan.FromDays(1)),
            X509CertificateLoader.LoadCertificateFromFile(other.Folder.CaCertificate));
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        Ca.Dispose();
        _folder.Dispose();
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "config", "variables.v1.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository.");
        }

        return folder.FullName;
    }
}
