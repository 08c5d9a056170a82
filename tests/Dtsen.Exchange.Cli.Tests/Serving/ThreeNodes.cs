using System.Diagnostics;
using System.Net;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>
/// Three processes of <c>dtsen serve</c> on one database, which also holds the artefacts, and an authority of this process that gives all
/// of them their tokens. A client calls the three in turn.
/// </summary>
internal sealed class ThreeNodes : IAsyncDisposable
{
    public const string ReleaseKey = "bps-1";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly Process?[] _processes = new Process?[Count];
    private readonly int[] _ports = [.. Enumerable.Range(0, Count).Select(_ => ExchangeNode.FreePort(IPAddress.Loopback))];
    private readonly string _database;
    private ExchangeNode? _authority;

    private ThreeNodes(string database)
    {
        _database = database;
        using var ca = DevelopmentCa.Init(_folder.Inner("pki"));
        ExchangeNode.IssueCertificates(ca, "localhost");
        foreach (var application in new[] { RunningExchange.Uploader, RunningExchange.Approver, Ministry })
        {
            ca.IssueApplication(application, TimeSpan.FromDays(1)).Dispose();
        }

        ca.IssueReleaseKey(ReleaseKey).Dispose();
    }

    /// <summary>How many nodes.</summary>
    public static int Count => 3;

    /// <summary>An application that looks up.</summary>
    public static string Ministry => "kemensos.pusdatin";

    public PkiFolder Pki => new(_folder.Inner("pki"));

    public static async Task<ThreeNodes> StartAsync(string database)
    {
        var nodes = new ThreeNodes(database);
        try
        {
            nodes._authority = await ExchangeNode.StartAsync(new ExchangeNodeOptions
            {
                PkiFolder = nodes.Pki.Root,
                ConfigFolder = Path.Combine(AppContext.BaseDirectory, "config"),
                DataFolder = nodes._folder.Inner("authority"),
                Logging = logging => logging.ClearProviders(),
            });
            await Task.WhenAll(Enumerable.Range(0, Count).Select(nodes.StartAsync));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node, also again on the same folder; it answers when this returns.</summary>
    public async Task StartAsync(int node)
    {
        var name = "node-" + RunningExchange.Text(node + 1);
        var process = Dtsen.Start(
            new Dictionary<string, string> { ["DTSEN_DATABASE"] = _database },
            "serve", "--pki", Pki.Root, "--data", _folder.Inner(name), "--node", name, "--artefacts", "database",
            "--port", RunningExchange.Text(_ports[node]), "--authority", _authority!.Authority.ToString());
        _processes[node] = process;
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Bound);
        Assert.True(line?.StartsWith("Exchange", StringComparison.Ordinal) == true, line is null ? await errors : line);
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Ends a node as a loss of power does.</summary>
    public async Task KillAsync(int node)
    {
        if (_processes[node] is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().WaitAsync(Bound);
            process.Dispose();
            _processes[node] = null;
        }
    }

    /// <summary>A client that goes to the three nodes in turn.</summary>
    public ExchangeClient Client(string application)
    {
        var nodes = _ports.Select(port => new Uri($"https://localhost:{port}")).ToList();
        var options = ExchangeClientOptions.FromPem(
            nodes[0], _authority!.Authority, application, Pki.ApplicationCertificate(application), Pki.ApplicationKey(application),
            Pki.CaCertificate);
        return new ExchangeClient(options with { OtherNodes = nodes[1..] });
    }

    public async ValueTask DisposeAsync()
    {
        for (var node = 0; node < Count; node++)
        {
            await KillAsync(node);
        }

        await (_authority?.DisposeAsync() ?? default);
        _folder.Dispose();
    }
}
