using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>
/// Makes access tokens with the authority's own signing key, so that of a wrong token exactly one thing is wrong.
/// </summary>
internal sealed class TokenForge
{
    private readonly ECDsa _key = ECDsa.Create();
    private readonly string _keyId;
    private readonly string _issuer;
    private readonly TimeProvider _time;

    public TokenForge(RunningNode node)
    {
        var file = Directory.GetFiles(Path.Combine(node.DataFolder, "token-keys"), "*.pem").Single();
        _key.ImportFromPem(File.ReadAllText(file));
        _keyId = Path.GetFileName(file).Split('.')[1];
        _issuer = node.Node.Authority.AbsoluteUri;
        _time = node.Time;
    }

    public JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = _keyId };

    /// <summary>Claims as the authority writes them.</summary>
    public JsonObject Claims(string application, X509Certificate2 certificate, params IEnumerable<string> scopes)
    {
        var now = _time.GetUtcNow();
        return new()
        {
            ["iss"] = _issuer,
            ["aud"] = Sandbox.Nodes.ExchangeNode.Audience,
            ["sub"] = application,
            ["client_id"] = application,
            ["scope"] = string.Join(' ', scopes),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["cnf"] = new JsonObject { ["x5t#S256"] = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256)) },
        };
    }

    /// <summary>Signs with the authority's key, or with another under its id.</summary>
    public string Sign(JsonObject header, JsonObject claims, ECDsa? key = null)
    {
        var text = Unsigned(header, claims);
        lock (_key)
        {
            return text + Base64Url.EncodeToString((key ?? _key).SignData(Encoding.ASCII.GetBytes(text[..^1]), HashAlgorithmName.SHA256));
        }
    }

    /// <summary>The token without its signature.</summary>
    public static string Unsigned(JsonObject header, JsonObject claims) => $"{Encode(header)}.{Encode(claims)}.";

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
