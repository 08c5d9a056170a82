using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Identity.Tests;

public sealed class RotationTests : IAsyncLifetime
{
    private static readonly KeyRotation Rotation = new();

    private RunningAuthority _authority = null!;

    public async ValueTask InitializeAsync() => _authority = await RunningAuthority.StartAsync();

    public async ValueTask DisposeAsync() => await _authority.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_published_then_signs_and_the_old_one_stays_until_its_tokens_have_expired()
    {
        var first = await _authority.AskAsync(_authority.Certificate);

        _authority.Time.Advance(Rotation.Interval);
        var published = await KeysUntil(keys => keys.Count == 2);
        var ahead = await _authority.AskAsync(_authority.Certificate);
        Assert.Equal(first.Jwt.Kid, ahead.Jwt.Kid);

        _authority.Time.Advance(Rotation.PublishAhead - TimeSpan.FromMinutes(1));
        var old = await _authority.AskAsync(_authority.Certificate);
        Assert.Equal(first.Jwt.Kid, old.Jwt.Kid);
        _authority.Time.Advance(TimeSpan.FromMinutes(1));
        var young = await TokenUntil(token => token.Jwt.Kid != first.Jwt.Kid);

        Assert.Contains(young.Jwt.Kid, published);
        Assert.True((await _authority.ValidateAsync(young.Token)).IsValid);
        Assert.True((await _authority.ValidateAsync(old.Token)).IsValid);

        _authority.Time.Advance(TimeSpan.FromMinutes(10) + Rotation.Margin);
        Assert.Equal([young.Jwt.Kid], await KeysUntil(keys => keys.Count == 1));
    }

    [Fact]
    public async Task Deleting_the_file_of_a_key_refuses_its_tokens()
    {
        var answer = await _authority.AskAsync(_authority.Certificate);
        File.Delete(Assert.Single(Directory.GetFiles(_authority.KeyFolder, "*.pem")));
        _authority.Time.Advance(Rotation.Poll);

        var keys = await KeysUntil(keys => !keys.Contains(answer.Jwt.Kid));
        Assert.Single(keys);
        var refused = await _authority.ValidateAsync(answer.Token);
        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>(refused.Exception);
        Assert.True((await _authority.ValidateAsync((await _authority.AskAsync(_authority.Certificate)).Token)).IsValid);
    }

    [Fact]
    public async Task A_spoilt_file_among_the_keys_stops_nothing()
    {
        var path = Path.Combine(_authority.KeyFolder, "notes.pem");
        await File.WriteAllTextAsync(path, "no key");
        _authority.Time.Advance(Rotation.Poll);
        Assert.Null((await _authority.AskAsync(_authority.Certificate)).Error);

        File.Delete(path);
        _authority.Time.Advance(Rotation.Interval);
        Assert.Equal(2, (await KeysUntil(keys => keys.Count == 2)).Count);
    }

    // The clock turns at once, the authority's loop a moment later.
    private async Task<List<string>> KeysUntil(Func<List<string>, bool> enough)
    {
        for (var i = 0; ; i++)
        {
            List<string> keys = [.. (await _authority.KeysAsync()).Keys.Select(key => key.Kid)];
            if (enough(keys) || i == 200)
                return keys;
            await Task.Delay(25);
        }
    }

    private async Task<TokenAnswer> TokenUntil(Func<TokenAnswer, bool> enough)
    {
        for (var i = 0; ; i++)
        {
            var answer = await _authority.AskAsync(_authority.Certificate);
            if (enough(answer) || i == 200)
                return answer;
            await Task.Delay(25);
        }
    }
}
