using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// The authority's keys, from its discovery document. They are fetched anew each minute, so that a withdrawn key is noticed, and at once
/// for a signature that none of them explains, so that a new key costs nobody a refusal. While the authority is away, the keys before
/// serve on.
/// </summary>
internal sealed class AuthorityKeys(TokenTrust trust, IDocumentRetriever documents, TimeProvider time, ILogger<AuthorityKeys> log)
    : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile KeySet? _current;

    /// <summary>The keys, at most a minute old where the authority answers.</summary>
    /// <exception cref="Grpc.Core.RpcException">The authority has never answered: UNAVAILABLE.</exception>
    public async ValueTask<KeySet> GetAsync() =>
        _current is { } known && time.GetElapsedTime(known.ReadAt) < MaxAge ? known : await ReadAsync(_current);

    /// <summary>Keys that were read after these, or these where they are not a second old.</summary>
    public async ValueTask<KeySet> GetAfterAsync(KeySet known) =>
        time.GetElapsedTime(known.ReadAt) < MinAge ? known : await ReadAsync(known);

    public void Dispose() => _turn.Dispose();

    /// <summary>One reads, the others wait for what it brings.</summary>
    private async Task<KeySet> ReadAsync(KeySet? known)
    {
        await _turn.WaitAsync();
        try
        {
            if (_current is { } others && others != known)
            {
                return others;
            }

            return _current = new KeySet(await FetchAsync(known), time.GetTimestamp());
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyCollection<SecurityKey>> FetchAsync(KeySet? known)
    {
        try
        {
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{trust.Authority}/.well-known/openid-configuration", documents, CancellationToken.None);
            // RFC 8414, 3.3: else the keys of one authority would vouch for another.
            if (configuration.Issuer?.TrimEnd('/') == trust.Authority)
            {
                return [.. configuration.SigningKeys];
            }

            log.AuthorityDiffers();
        }
        catch (Exception fault)
        {
            log.AuthorityAway(fault.GetType().Name);
        }

        return known?.Keys ?? throw Problems.AuthorityAway();
    }

    /// <summary>The keys of one reading.</summary>
    /// <param name="Keys">They sign access tokens.</param>
    /// <param name="ReadAt">Timestamp of the clock.</param>
    internal sealed record KeySet(IReadOnlyCollection<SecurityKey> Keys, long ReadAt);
}
