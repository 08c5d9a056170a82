using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.ChangeLogs;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Tests.Partners;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>A node for the authorization matrix, with callers of every kind.</summary>
public sealed class MatrixNode : IAsyncLifetime
{
    private readonly TemporaryFolder _foreign = new();
    private RunningNode? _node;
    private TokenForge? _forge;

    internal RunningNode Node => _node!;

    internal TokenForge Forge => _forge!;

    internal DevelopmentCa ForeignCa { get; private set; } = null!;

    internal X509Certificate2 Foreign { get; private set; } = null!;

    internal X509Certificate2 Expired { get; private set; } = null!;

    internal X509Certificate2 Revoked { get; private set; } = null!;

    internal X509Certificate2 Server { get; private set; } = null!;

    internal IReadOnlyCollection<MethodAccess> Methods => [.. Node.Services.GetRequiredService<AccessTable>().Methods.Values];

    public async ValueTask InitializeAsync()
    {
        _node = await RunningNode.StartAsync(prepare: MatrixPartners.Write);
        _forge = new TokenForge(Node);
        var application = $"{MatrixPartners.Good}.utama";
        ForeignCa = DevelopmentCa.Init(_foreign.Inner("pki"));
        Foreign = ForeignCa.IssueApplication(application, TimeSpan.FromDays(1));
        Expired = Node.Ca.IssueApplication(application, TimeSpan.FromMilliseconds(1));
        Revoked = Node.Ca.IssueApplication(application, TimeSpan.FromDays(1));
        Server = Node.Ca.IssueServer(["elsewhere.example"], IPAddress.Loopback);
        Node.Ca.Revoke(Revoked.SerialNumber);
        await Node.UntilAsync(() => Node.Services.GetRequiredService<NodeView>().Revocations.IsRevoked(Revoked));
        await StopAsync();
        await LowerLevelAsync();
    }

    /// <summary>What a caller with every right sends, for a method.</summary>
    internal Credentials GoodFor(MethodAccess method, string agency = MatrixPartners.Good)
    {
        var application = MatrixPartners.ApplicationFor(agency, method.Access);
        var certificate = Node.Certificate(application);
        return new Credentials(certificate, Forge.Header(), Forge.Claims(application, certificate, method.Access.Scope))
        {
            ["dtsen-purpose"] = MatrixPartners.Purpose,
            ["dtsen-acting-for"] = $"wilayah:{MatrixPartners.Wilayah}",
            ["dtsen-end-user"] = "operator:17",
        };
    }

    internal CallInvoker Invoker(Credentials credentials) =>
        Node.With(credentials.Certificate, credentials.Token(Forge), [.. credentials.Headers.Select(pair => (pair.Key, pair.Value))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var certificate in new[] { Foreign, Expired, Revoked, Server })
        {
            certificate?.Dispose();
        }

        ForeignCa?.Dispose();
        _foreign.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    /// <summary>Suspends by calls, before a new set of partners comes in.</summary>
    private async Task StopAsync()
    {
        var desk = await OperatorClient.OfAsync(Node);
        await desk.SuspendAsync(new SuspensionSubject { AgencyId = MatrixPartners.StoppedAgency });
        foreach (var name in MatrixPartners.Names)
        {
            await desk.SuspendAsync(new SuspensionSubject { ApplicationId = $"{MatrixPartners.StoppedApplication}.{name}" });
            await desk.SuspendAsync(new SuspensionSubject { AgreementId = $"{MatrixPartners.StoppedAgreement}-{name}" });
            var certificate = Node.Certificate($"{MatrixPartners.StoppedCertificate}.{name}");
            await desk.SuspendAsync(new SuspensionSubject { CertificateSerial = certificate.SerialNumber });
        }
    }

    /// <summary>
    /// No file may grant a scope that its level can never use; a set in the change log could, and the gate must not rely on the file.
    /// </summary>
    private async Task LowerLevelAsync()
    {
        var log = Node.Services.GetRequiredService<ChangeLog>();
        var accepted = (await log.ReadLatestAsync(EntryKinds.Partners))!;
        var set = JsonNode.Parse(accepted.Payload.Span)!;
        foreach (var file in set.AsArray().Where(file => (string)file!["agency"]!["id"]! == MatrixPartners.LowLevel))
        {
            foreach (var application in file!["applications"]!.AsArray())
            {
                application!["agreement"]!["level"] = 1;
            }
        }

        var seq = await log.AppendAsync(EntryKinds.Partners, System.Text.Encoding.UTF8.GetBytes(set.ToJsonString()));
        await Node.UntilAsync(() => Node.Services.GetRequiredService<NodeView>().Seq >= seq);
    }
}

/// <summary>What a caller shows: certificate, token and headers, each to be changed before the call.</summary>
internal sealed class Credentials(X509Certificate2 certificate, JsonObject header, JsonObject claims)
{
    public X509Certificate2? Certificate { get; set; } = certificate;

    public JsonObject Header { get; } = header;

    public JsonObject Claims { get; } = claims;

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Makes the token; by default signs header and claims with the authority's key.</summary>
    public Func<TokenForge, string?>? MakeToken { get; set; }

    public string this[string header]
    {
        set => Headers[header] = value;
    }

    public string? Token(TokenForge forge) => MakeToken is null ? forge.Sign(Header, Claims) : MakeToken(forge);
}
