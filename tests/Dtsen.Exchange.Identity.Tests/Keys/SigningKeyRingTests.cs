using Dtsen.Exchange.Identity.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Dtsen.Exchange.Identity.Tests.Keys;

public sealed class SigningKeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_new_folder_gets_one_key_that_signs_at_once_and_survives()
    {
        using var ring = Open();
        using var again = Open();

        var key = Assert.Single(ring.Keys);
        Assert.Equal(key.Key.KeyId, Assert.Single(again.Keys).Key.KeyId);
        Assert.Equal(_time.GetUtcNow(), again.Keys[0].Made);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_folder.Path, key.FileName)));
        }
    }

    [Fact]
    public void A_refresh_that_changes_nothing_tells_nobody()
    {
        using var ring = Open();
        var changed = ring.Changed();
        Assert.False(ring.Refresh());
        Assert.False(changed.HasChanged);

        _time.Advance(TimeSpan.FromDays(30));
        Assert.True(ring.Refresh());
        Assert.True(changed.HasChanged);
        Assert.Equal(2, ring.Keys.Length);
    }

    [Fact]
    public void Two_rings_of_one_folder_turn_to_the_same_keys()
    {
        using var one = Open();
        using var two = Open();
        for (var day = 0; day < 100; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Parallel.Invoke(() => one.Refresh(), () => two.Refresh());
            one.Refresh();
            two.Refresh();
            Assert.Equal(one.Keys.Select(key => key.FileName), two.Keys.Select(key => key.FileName));
        }
        Assert.Equal(one.Keys.Length, Directory.GetFiles(_folder.Path, "*.pem").Length);
    }

    [Fact]
    public void A_folder_with_a_file_that_is_no_key_is_refused_by_name()
    {
        Open().Dispose();
        File.WriteAllText(Path.Combine(_folder.Path, "notes.pem"), "no key");
        Assert.Contains("notes.pem", Assert.Throws<InvalidDataException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_under_the_name_of_another_is_refused()
    {
        using var ring = Open();
        _time.Advance(TimeSpan.FromDays(30));
        ring.Refresh();
        var files = Directory.GetFiles(_folder.Path, "*.pem");
        File.Copy(files[0], files[1], overwrite: true);
        Assert.Throws<InvalidDataException>(Open);
    }

    public void Dispose() => _folder.Dispose();

    private SigningKeyRing Open() => new(_folder.Path, new KeyRotation(), TimeSpan.FromMinutes(10), _time);
}
