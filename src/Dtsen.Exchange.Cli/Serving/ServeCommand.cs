using System.CommandLine;
using System.Net;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Sandbox.Nodes;

namespace Dtsen.Exchange.Cli.Serving;

/// <summary><c>dtsen serve</c></summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder of what the node keeps: releases, token keys, the embedded database.",
            HelpName = "folder",
            DefaultValueFactory = _ => "data",
        };
        var nodeName = new Option<string>("--node")
        {
            Description = "Name of the node, by which its access log is known: lower case letters, digits, hyphens. Never another node's.",
            HelpName = "name",
            DefaultValueFactory = _ => "node-1",
        };
        var artefacts = new Option<string?>("--artefacts")
        {
            Description = "Where sealed releases and sealed parts of the access log are kept: a folder that all nodes see, or the word "
                + "database; by default a folder in the data folder, for a node that is alone.",
            HelpName = "folder|database",
        };
        var nodeAddress = new Option<string?>("--node-address")
        {
            Description = "Address under which clients reach this very node, past a balancer; by default host name and port.",
            HelpName = "uri",
        };
        var listen = new Option<string>("--listen")
        {
            Description = "IP address to listen on.",
            HelpName = "ip",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var port = new Option<int>("--port")
        {
            Description = "Port of the exchange; 0: any free.",
            HelpName = "n",
            DefaultValueFactory = _ => 8443,
        };
        var authorityPort = new Option<int>("--authority-port")
        {
            Description = "Port of the embedded authority; 0: any free.",
            HelpName = "n",
            DefaultValueFactory = _ => 8444,
        };
        var hostName = new Option<string>("--host-name")
        {
            Description = "Name under which clients reach the node; its server certificate carries it.",
            HelpName = "name",
            DefaultValueFactory = _ => "localhost",
        };
        var authority = new Option<string?>("--authority")
        {
            Description = "Issuer of access tokens elsewhere, instead of the embedded authority.",
            HelpName = "uri",
        };
        var keepReleases = new Option<int>("--keep-releases")
        {
            Description = "Effective releases kept whole behind the one that is read, 1 or more; older ones are retired.",
            HelpName = "n",
            DefaultValueFactory = _ => 3,
        };
        var authorityRoots = new Option<string?>("--authority-roots")
        {
            Description = "CA certificates of that issuer, PEM; the PKI folder's by default.",
            HelpName = "file",
        };
        var readAtPatience = new Option<double>("--read-at-patience")
        {
            Description = "Seconds that a call waits for the state that its caller has seen on another node.",
            HelpName = "s",
            DefaultValueFactory = _ => 2,
        };
        var forgetNodesAfter = new Option<double>("--forget-nodes-after")
        {
            Description = "Hours that a node may be silent before it is forgotten: an upload that it holds then begins anew on another.",
            HelpName = "h",
            DefaultValueFactory = _ => 24,
        };
        var command = new CliCommand(
            "serve",
            "Runs the exchange, and beside it the authority that gives its applications their tokens, until it is told to stop.",
            "serve --pki pki --data data",
            "serve --pki /etc/dtsen/pki --config /etc/dtsen/config --data /var/lib/dtsen --listen 0.0.0.0 --host-name exchange.go.id",
            "serve --node exchange-2 --data /var/lib/dtsen --artefacts database --database \"Host=db;Database=dtsen\" "
                + "--node-address https://exchange-2.example.go.id:8443",
            "serve --authority https://login.example.go.id --authority-roots login-ca.pem")
        {
            PkiOption.Option, ConfigFolder.Option, data, DatabaseOption.Option, nodeName, nodeAddress, artefacts, listen, port,
            authorityPort, hostName, authority, authorityRoots, readAtPatience, forgetNodesAfter, keepReleases,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            var pki = PkiOption.Find(parse);
            if (!File.Exists(pki.CaCertificate) || !File.Exists(pki.ServerCertificate))
            {
                throw new CliFailure(
                    ExitCode.Usage,
                    $"{pki.Root} holds no CA and server certificate: dtsen pki init --pki {pki.Root}, or name another folder.");
            }

            if (!IPAddress.TryParse(parse.GetValue(listen), out var address))
            {
                throw new CliFailure(ExitCode.Usage, "--listen takes an IP address such as 127.0.0.1 or 0.0.0.0.");
            }

            await using var node = await ExchangeNode.StartAsync(
                new ExchangeNodeOptions
                {
                    PkiFolder = pki.Root,
                    ConfigFolder = ConfigFolder.Find(parse),
                    DataFolder = parse.GetValue(data)!,
                    Database = DatabaseOption.Find(parse),
                    NodeName = NodeName(parse.GetValue(nodeName)!),
                    NodeAddress = Address("--node-address", parse.GetValue(nodeAddress)),
                    Artefacts = parse.GetValue(artefacts),
                    ReadAtPatience = TimeSpan.FromSeconds(parse.GetValue(readAtPatience)),
                    ForgetNodesAfter = TimeSpan.FromHours(parse.GetValue(forgetNodesAfter)),
                    ListenAddress = address,
                    HostName = parse.GetValue(hostName)!,
                    Port = parse.GetValue(port),
                    AuthorityPort = parse.GetValue(authorityPort),
                    ForeignAuthority = Address("--authority", parse.GetValue(authority)),
                    ForeignAuthorityRoots = parse.GetValue(authorityRoots),
                    KeepReleases = parse.GetValue(keepReleases) is >= 1 and var kept
                        ? kept
                        : throw new CliFailure(ExitCode.Usage, "--keep-releases takes 1 or more: what is read must have a way back."),
                    Logging = ServerLog.ToStandardError,
                },
                cancellation);
            output.Say($"Exchange   {node.Address}");
            output.Say($"Authority  {node.Authority}");
            output.Say("Ctrl-C stops both.");
            output.Answer(new { exchange = node.Address, authority = node.Authority });
            var wasTold = await node.WaitForShutdownAsync(cancellation);
            output.Say("Stopping.");
            return wasTold ? ExitCode.Ok : throw new CliFailure(ExitCode.Fault, "The node has ended by itself; its log says why.");
        });
        return command;
    }

    private static string NodeName(string name) => name.Length is > 0 and <= 63 && name.All(IsOfName)
        ? name
        : throw new CliFailure(ExitCode.Usage, "--node takes a name of 1 to 63 lower case letters, digits and hyphens.");

    private static bool IsOfName(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';

    private static Uri? Address(string option, string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri
        : throw new CliFailure(ExitCode.Usage, $"{option} takes an https address such as https://login.example.go.id.");
}
