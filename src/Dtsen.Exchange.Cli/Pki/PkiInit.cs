using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Sandbox.Nodes;

namespace Dtsen.Exchange.Cli.Pki;

/// <summary><c>dtsen pki init</c></summary>
internal static class PkiInit
{
    public static Command Create()
    {
        var dns = new Option<string[]>("--dns")
        {
            Description = "DNS name of the node, for its server certificate; repeat for several. localhost by default.",
            HelpName = "name",
            DefaultValueFactory = _ => ["localhost"],
        };
        var releaseKey = new Option<string>("--release-key")
        {
            Description = "Id of the key by which BPS signs releases.",
            HelpName = "id",
            DefaultValueFactory = _ => "bps-1",
        };
        var command = new CliCommand(
            "init",
            "Makes an authority in a folder, with what a node needs: its server's certificate, its back channel's, and a key by which BPS "
            + "signs releases.",
            "pki init --pki pki",
            "pki init --pki /etc/dtsen/pki --dns exchange.example.go.id --dns localhost")
        {
            PkiOption.Option, dns, releaseKey,
        };
        command.Run((parse, output, _) =>
        {
            var folder = PkiOption.Find(parse).Root;
            var names = parse.GetValue(dns)!;
            var key = parse.GetValue(releaseKey)!;
            if (!ApplicationCertificate.IsWellFormedId(key))
            {
                throw new CliFailure(ExitCode.Usage, "--release-key takes lower-case letters, digits, hyphens and single dots.");
            }

            if (names.FirstOrDefault(name => Uri.CheckHostName(name) != UriHostNameType.Dns) is { } wrong)
            {
                throw new CliFailure(ExitCode.Usage, $"--dns {wrong} is no DNS name.");
            }

            using var ca = DevelopmentCa.Init(folder);
            ExchangeNode.IssueCertificates(ca, names);
            ca.IssueReleaseKey(key).Dispose();
            output.Say($"An authority in {folder}, with the node's certificates ({string.Join(", ", names)}) and the release key {key}.");
            output.Say($"Next: dtsen pki issue <application> --pki {folder}, and dtsen serve --pki {folder}");
            output.Answer(new { folder, ca = ca.Folder.CaCertificate, dns = names, release_key = ca.Folder.ReleaseKey(key) });
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
