using Dtsen.Exchange.Client.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Client.Tests.Connections;

public class AccessTokensTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Calls_that_wait_share_one_fetch()
    {
        await using var node = await RunningNode.StartAsync();
        using var endpoint = new TokenEndpoint(node.Options() with { Time = _time });
        var tokens = new AccessTokens(endpoint, _time);

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(default))).WaitAsync(RunningNode.Bound);

        Assert.Single(all.Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_its_end()
    {
        await using var node = await RunningNode.StartAsync();
        using var endpoint = new TokenEndpoint(node.Options() with { Time = _time });
        var tokens = new AccessTokens(endpoint, _time);
        var first = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);

        _time.Advance(TimeSpan.FromMinutes(8));
        var early = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);
        _time.Advance(TimeSpan.FromMinutes(1.5));
        var late = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);

        Assert.Same(first, early);
        Assert.NotSame(first, late);
        Assert.NotEqual(first.Value, late.Value);
    }

    [Fact]
    public async Task A_refused_token_is_dropped_once()
    {
        await using var node = await RunningNode.StartAsync();
        using var endpoint = new TokenEndpoint(node.Options() with { Time = _time });
        var tokens = new AccessTokens(endpoint, _time);
        var first = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);

        tokens.Drop(first);
        var second = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);
        tokens.Drop(first);
        var third = await tokens.GetAsync(default).WaitAsync(RunningNode.Bound);

        Assert.NotSame(first, second);
        Assert.Same(second, third);
    }

    [Fact]
    public async Task A_failed_fetch_is_not_kept()
    {
        await using var node = await RunningNode.StartAsync();
        await using var network = new FaultyNetwork(node.Authority);
        network.RefuseNext(1);
        using var endpoint = new TokenEndpoint(node.Options() with { Authority = network.Address, Time = _time });
        var tokens = new AccessTokens(endpoint, _time);

        await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => tokens.GetAsync(default).WaitAsync(RunningNode.Bound));
        var other = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => tokens.GetAsync(default).WaitAsync(RunningNode.Bound));

        // The second time the authority is reached, and its document names its own address.
        Assert.Contains("names another issuer", other.Status.Detail);
    }

    [Fact]
    public async Task Only_the_scopes_asked_for_are_granted()
    {
        await using var node = await RunningNode.StartAsync();
        using var endpoint = new TokenEndpoint(node.Options() with { Scopes = ["release.upload"] });

        var refusal = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => endpoint.FetchAsync(default).WaitAsync(RunningNode.Bound));

        Assert.Contains("invalid_scope", refusal.Status.Detail);
    }

    [Fact]
    public void A_token_does_not_show_itself() =>
        Assert.DoesNotContain("secret", new AccessToken("secret", TimeSpan.FromMinutes(1), 0).ToString());
}
