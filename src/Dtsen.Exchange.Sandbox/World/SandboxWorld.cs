using Dtsen.Exchange.Client;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;
using Dtsen.Exchange.Server;
using Dtsen.Exchange.Server.Desil;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Sandbox.World;

/// <summary>
/// Everything of a sandbox but its people: a folder, a PKI, a configuration to play with, an exchange with its authority, and a client for
/// each application. The clients are the real ones, over real sockets.
/// </summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    /// <summary>Id of the key with which BPS signs releases.</summary>
    public const string ReleaseKeyId = "bps-rilis-1";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly Dictionary<string, ExchangeClient> _clients = [];
    private readonly bool _keep;
    private readonly NodeLog _log;
    private ExchangeNode? _node;

    private SandboxWorld(SandboxOptions options)
    {
        _keep = options.Serve || options.DataFolder is not null;
        Folder = options.DataFolder is { } folder ? Path.GetFullPath(folder) : Directory.CreateTempSubdirectory("dtsen-sandbox-").FullName;
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            throw new IOException($"{Folder} is not empty: a sandbox begins in an empty folder.");
        }

        Directory.CreateDirectory(Folder);
        Clock = new SandboxClock(options.Time);
        Today = Wib.Today(Clock);
        Ca = DevelopmentCa.Init(Path.Combine(Folder, "pki"), Clock);
        ExchangeNode.IssueCertificates(Ca, "localhost");
        Ca.IssueReleaseKey(ReleaseKeyId).Dispose();
        Configuration.Copy(options.ConfigFolder, ConfigFolder, Today);
        Applications = Configuration.Applications(ConfigFolder);
        foreach (var application in Applications)
        {
            Ca.IssueApplication(application, Lifetime).Dispose();
        }

        _log = new NodeLog(LogFile, Clock);
    }

    /// <summary>Where everything lies.</summary>
    public string Folder { get; }

    public string ConfigFolder => Path.Combine(Folder, "config");

    public string LogFile => Path.Combine(Folder, "node.log");

    /// <summary>Where BPS keeps a ranking.</summary>
    public string RankingFolderOf(Period period) => Path.Combine(Folder, "ranking", period.ToString());

    /// <summary>Clock of exchange, authority and certificates.</summary>
    public SandboxClock Clock { get; }

    /// <summary>The day on which the story begins, WIB: the one before the machine's.</summary>
    public DateOnly Today { get; }

    /// <summary>The quarter of that day.</summary>
    public Period Now => Period.Containing(Today);

    public DevelopmentCa Ca { get; }

    /// <summary>Ids of all applications, in order.</summary>
    public IReadOnlyList<string> Applications { get; }

    public ExchangeNode Node => _node ?? throw new InvalidOperationException("The node is not started.");

    /// <summary>Makes a folder, a PKI and a configuration, and starts a node.</summary>
    /// <exception cref="IOException">The folder is not empty, a port is taken, or a file is missing; the message says which.</exception>
    public static async Task<SandboxWorld> StartAsync(SandboxOptions options, CancellationToken cancellation)
    {
        var world = new SandboxWorld(options);
        try
        {
            world._node = await ExchangeNode.StartAsync(
                new ExchangeNodeOptions
                {
                    PkiFolder = world.Ca.Folder.Root,
                    ConfigFolder = world.ConfigFolder,
                    DataFolder = Path.Combine(world.Folder, "data"),
                    Port = options.Port,
                    AuthorityPort = options.AuthorityPort,
                    Logging = logging => logging.ClearProviders().AddProvider(world._log),
                    Time = world.Clock,
                },
                cancellation);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>The client of an application, one and the same each time.</summary>
    public ExchangeClient ClientOf(string application) =>
        _clients.TryGetValue(application, out var known) ? known : _clients[application] = new ExchangeClient(ConnectionOf(application));

    /// <summary>With what an application connects.</summary>
    public ExchangeClientOptions ConnectionOf(string application) => ExchangeClientOptions.FromPem(
        Node.Address, Node.Authority, application, Ca.Folder.ApplicationCertificate(application), Ca.Folder.ApplicationKey(application),
        Ca.Folder.CaCertificate);

    /// <summary>Gives an application a new certificate, after the old one was revoked.</summary>
    public async Task IssueAgainAsync(string application)
    {
        Ca.IssueApplication(application, Lifetime).Dispose();
        if (_clients.Remove(application, out var client))
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>The secret that the exchange shares with an application, to hash its citizens' NIKs.</summary>
    public byte[] EndUserSecretOf(string application) =>
        new EndUserSecrets(SecretKeyFile.ReadOrCreate(Path.Combine(Ca.Folder.Root, "end-user.key"))).SecretOf(application);

    /// <summary>Asks again until something holds; what nodes learn from each other and from files takes up to a second.</summary>
    /// <returns>Whether it came to hold within ten seconds.</returns>
    public async Task<bool> UntilAsync(Func<Task<bool>> holds, CancellationToken cancellation)
    {
        for (var left = 100; left > 0; left--)
        {
            if (await holds())
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Clock, cancellation);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.DisposeAsync();
        }

        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _log.Dispose();
        Ca.Dispose();
        if (!_keep)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
