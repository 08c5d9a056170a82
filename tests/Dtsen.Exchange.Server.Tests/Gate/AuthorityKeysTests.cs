using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Server.Tests.Gate;

public sealed class AuthorityKeysTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Documents _documents = new();
    private readonly AuthorityKeys _keys;

    public AuthorityKeysTests() => _keys = new AuthorityKeys(
        new TokenTrust("https://authority.example", "dtsen-exchange"), _documents, _time, NullLogger<AuthorityKeys>.Instance);

    [Fact]
    public async Task Keys_are_kept_for_a_minute_and_then_read_again()
    {
        var first = await _keys.GetAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(first, await _keys.GetAsync());

        _documents.KeyIds = ["two"];
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["two"], Ids(await _keys.GetAsync()));
    }

    [Fact]
    public async Task A_new_key_is_read_at_once_but_no_oftener_than_each_second()
    {
        var first = await _keys.GetAsync();
        _documents.KeyIds = ["one", "two"];
        Assert.Same(first, await _keys.GetAfterAsync(first));

        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await _keys.GetAfterAsync(first);

        Assert.Equal(["one", "two"], Ids(second));
        Assert.Same(second, await _keys.GetAfterAsync(first));
        Assert.Same(second, await _keys.GetAsync());
    }

    [Fact]
    public async Task While_the_authority_is_away_the_keys_before_serve_on()
    {
        var first = await _keys.GetAsync();
        _documents.IsAway = true;
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first.Keys, (await _keys.GetAsync()).Keys);

        _documents.IsAway = false;
        _documents.KeyIds = ["two"];
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["two"], Ids(await _keys.GetAsync()));
    }

    [Fact]
    public async Task Before_the_authority_has_ever_answered_nobody_is_told_that_the_token_is_wrong()
    {
        _documents.IsAway = true;

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await _keys.GetAsync());

        Assert.Equal((StatusCode.Unavailable, "NODE_NOT_READY"), (refusal.StatusCode, new RawAnswer([], refusal).Reason));
        _documents.IsAway = false;
        Assert.Equal(["one"], Ids(await _keys.GetAsync()));
    }

    [Theory]
    [InlineData("https://authority.example", true)]
    [InlineData("https://authority.example/", true)]
    [InlineData("https://another.example", false)]
    [InlineData("http://authority.example", false)]
    [InlineData("", false)]
    public async Task The_keys_of_a_document_of_another_issuer_are_not_taken(string issuer, bool taken)
    {
        _documents.Issuer = issuer;
        if (taken)
        {
            Assert.Equal(["one"], Ids(await _keys.GetAsync()));
            return;
        }

        await Assert.ThrowsAsync<RpcException>(async () => await _keys.GetAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_that_the_authority_takes_up_counts_at_once_and_one_that_it_drops_no_longer_after_two_minutes()
    {
        await using var node = await RunningNode.StartAsync(RunningNode.NewClock());
        var forge = new TokenForge(node);
        var folder = Path.Combine(node.DataFolder, "token-keys");
        var old = Directory.GetFiles(folder, "*.pem").Single();
        var certificate = node.Certificate("bpkp.pengawasan");
        var method = ServiceList.Methods.Single(method => method.Descriptor.Name == "GetAgreement").Descriptor;
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Base64UrlEncoder.Encode(new ECDsaSecurityKey(ecdsa).ComputeJwkThumbprint());
        var made = node.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var header = forge.Header();
        header["kid"] = id;
        var claims = forge.Claims("bpkp.pengawasan", certificate, "partner.read");
        claims["exp"] = node.Time.GetUtcNow().AddHours(2).ToUnixTimeSeconds();
        var withOld = forge.Sign(forge.Header(), (JsonObject)claims.DeepClone());
        var withNew = forge.Sign(header, claims, ecdsa);
        Assert.Equal("", (await RawCall.RunAsync(node.With(certificate, withOld), method, [])).Reason);
        Assert.Equal("TOKEN_INVALID", (await RawCall.RunAsync(node.With(certificate, withNew), method, [])).Reason);

        await File.WriteAllTextAsync(Path.Combine(folder, $"{made}.{id}.pem"), ecdsa.ExportPkcs8PrivateKeyPem());
        await node.UntilAsync(async () => (await RawCall.RunAsync(node.With(certificate, withNew), method, [])).Code == StatusCode.OK);
        Assert.Equal("", (await RawCall.RunAsync(node.With(certificate, withOld), method, [])).Reason);

        File.Delete(old);
        await node.TurnOnAsync(TimeSpan.FromMinutes(2.5));
        Assert.Equal("TOKEN_INVALID", (await RawCall.RunAsync(node.With(certificate, withOld), method, [])).Reason);
        Assert.Equal(StatusCode.OK, (await RawCall.RunAsync(node.With(certificate, withNew), method, [])).Code);
    }

    public void Dispose() => _keys.Dispose();

    private static IEnumerable<string> Ids(AuthorityKeys.KeySet keys) => keys.Keys.Select(key => key.KeyId);

    /// <summary>The web as an authority shows itself in it.</summary>
    private sealed class Documents : IDocumentRetriever
    {
        public string Issuer { get; set; } = "https://authority.example/";

        public string[] KeyIds { get; set; } = ["one"];

        public bool IsAway { get; set; }

        public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (IsAway)
            {
                throw new IOException("The authority is away.");
            }

            return Task.FromResult(address switch
            {
                "https://authority.example/.well-known/openid-configuration" => new JsonObject
                {
                    ["issuer"] = Issuer, ["jwks_uri"] = "https://authority.example/keys",
                }.ToJsonString(),
                "https://authority.example/keys" => new JsonObject { ["keys"] = new JsonArray([.. KeyIds.Select(Key)]) }.ToJsonString(),
                _ => throw new IOException("There is nothing at this address."),
            });
        }

        private static JsonNode Key(string id)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(false).Q;
            return new JsonObject
            {
                ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = id,
                ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y),
            };
        }
    }
}
