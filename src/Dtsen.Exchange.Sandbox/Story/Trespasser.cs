using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;
using Grpc.Net.Client;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>Calls that the client would never make: without a certificate, without a token, with another's token.</summary>
internal static class Trespasser
{
    /// <summary>Calls as somebody who has the certificate and the token given, or none.</summary>
    public static async Task CallAsync(
        SandboxWorld world, X509Certificate2? certificate, string? token, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(world.Node.Address, new GrpcChannelOptions
        {
            HttpHandler = HandlerFor(world.ConnectionOf(Question.Pbi.Application), certificate),
            DisposeHttpClient = true,
        });
        var headers = new Metadata { { "dtsen-purpose", Question.Pbi.Context.Purpose! } };
        if (token is not null)
        {
            headers.Add("authorization", "Bearer " + token);
        }

        await new DesilService.DesilServiceClient(channel).GetDesilAsync(
            new GetDesilRequest { Query = Question.QueryFor(MagicNiks.Of(1)) }, headers, cancellationToken: cancellation);
    }

    /// <summary>A token of an application, as somebody finds it who has broken into its memory.</summary>
    public static async Task<string> StealTokenAsync(SandboxWorld world, string application, CancellationToken cancellation)
    {
        var connection = world.ConnectionOf(application);
        using var http = new HttpClient(HandlerFor(connection, connection.Certificate)) { BaseAddress = world.Node.Authority };
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = application });
        using var response = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, cancellation);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return answer.GetProperty("access_token").GetString()!;
    }

    private static SocketsHttpHandler HandlerFor(ExchangeClientOptions connection, X509Certificate2? certificate)
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.AddRange(connection.Roots.ToArray());
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = chain;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        return handler;
    }
}
