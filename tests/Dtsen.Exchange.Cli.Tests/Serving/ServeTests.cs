using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Dtsen.Exchange.Cli.Tests.Serving;

public sealed class ServeTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task It_stops_cleanly_when_it_is_told_to(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals: run it on Linux or macOS.");
        (await Dtsen.RunAsync("pki", "init", "--pki", _folder.Inner("pki"))).Ended(0);
        using var serve = Dtsen.Start(
            new Dictionary<string, string>(),
            "serve", "--pki", _folder.Inner("pki"), "--data", _folder.Inner("data"), "--port", "0", "--authority-port", "0");
        var error = serve.StandardError.ReadToEndAsync();
        Assert.StartsWith("Exchange", await serve.StandardOutput.ReadLineAsync().WaitAsync(Bound));

        using var kill = Process.Start("kill", [signal, RunningExchange.Text(serve.Id)]);
        try
        {
            await serve.WaitForExitAsync().WaitAsync(Bound);
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
        }

        Assert.Equal(0, serve.ExitCode);
        Assert.Contains("Stopping.", await serve.StandardOutput.ReadToEndAsync());
        Assert.DoesNotContain(" fail: ", await error);
        Assert.DoesNotContain(" crit: ", await error);
    }

    [Fact]
    public async Task It_fails_where_it_ends_by_itself()
    {
        (await Dtsen.RunAsync("pki", "init", "--pki", _folder.Inner("pki"))).Ended(0);
        using var serve = Dtsen.Start(
            new Dictionary<string, string>(),
            "serve", "--pki", _folder.Inner("pki"), "--data", _folder.Inner("data"), "--port", "0", "--authority-port", "0");
        var error = serve.StandardError.ReadToEndAsync();
        try
        {
            Assert.StartsWith("Exchange", await serve.StandardOutput.ReadLineAsync().WaitAsync(Bound));
            await ShortenChangeLogAsync();
            await serve.WaitForExitAsync().WaitAsync(Bound);
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
        }

        Assert.Equal(70, serve.ExitCode);
        Assert.Contains("The node has ended by itself", await error);
    }

    [Fact]
    public async Task Without_certificates_it_says_how_to_make_them()
    {
        var result = (await Dtsen.RunAsync("serve", "--pki", _folder.Inner("nowhere"))).Ended(2);

        Assert.Contains("dtsen pki init", result.Error);
    }

    /// <summary>No node goes on with a log that ends before what it has applied.</summary>
    private async Task ShortenChangeLogAsync()
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_folder.Inner("data"), "exchange.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "update counters set value = 0 where name = 'change_log'";
        await command.ExecuteNonQueryAsync();
    }
}
