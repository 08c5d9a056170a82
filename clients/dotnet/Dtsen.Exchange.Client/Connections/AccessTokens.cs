namespace Dtsen.Exchange.Client.Connections;

/// <summary>The token in use: fetched once for all calls that wait for it, and anew shortly before it ends.</summary>
internal sealed class AccessTokens(TokenEndpoint endpoint, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<AccessToken>? _current;

    /// <summary>A token that is good for a call that starts now.</summary>
    /// <exception cref="Grpc.Core.RpcException">The authority gave none.</exception>
    public Task<AccessToken> GetAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_current is null || !IsUsable(_current))
            {
                // Not cancelled with the call that happens to come first: others wait for it.
                _current = endpoint.FetchAsync(CancellationToken.None);
            }

            return _current.WaitAsync(cancellation);
        }
    }

    /// <summary>Drops a token that the exchange refused, unless it has been replaced already.</summary>
    public void Drop(AccessToken refused)
    {
        lock (_gate)
        {
            if (_current is { IsCompletedSuccessfully: true } current && ReferenceEquals(current.Result, refused))
            {
                _current = null;
            }
        }
    }

    private bool IsUsable(Task<AccessToken> token) => !token.IsCompleted || (token.IsCompletedSuccessfully && token.Result.IsFresh(time));
}
