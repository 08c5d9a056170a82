using System.Text;
using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.AccessLog.Checkpoints;

namespace Dtsen.Exchange.Cli.Tests.Audits;

/// <summary><c>dtsen audit verify</c> on a log with parts that are sealed and one that is not.</summary>
public sealed class AuditVerifyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.Inner("log");

    private string Checkpoint => _folder.Inner("checkpoint.txt");

    private string Key => _folder.Inner("key");

    public async ValueTask InitializeAsync()
    {
        await using var log = MerkleLog.Open(Log, new LogLimits(SegmentLeaves: 40));
        for (var i = 0; i < 100; i++)
        {
            await log.AppendAsync(Encoding.ASCII.GetBytes($"entry {i}"), [(ulong)i * 0x9E3779B97F4A7C15, 7]);
        }

        var signer = new CheckpointSigner("exchange/uji", new byte[32]);
        await File.WriteAllTextAsync(Checkpoint, log.Checkpoint(signer));
        await File.WriteAllTextAsync(Key, signer.VerifierKey);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_log_that_nobody_touched_is_in_order()
    {
        var result = (await VerifyAsync()).Ended(0);

        Assert.Contains("Entries 0 to 99: nothing is wrong.", result.Output);
    }

    [Theory]
    [InlineData("*.segment", 2)]
    [InlineData("*.subjects", 2)]
    [InlineData("*.journal", 1)]
    public async Task A_changed_byte_anywhere_is_found_and_its_file_is_named(string kind, int files)
    {
        var paths = Directory.GetFiles(Log, kind);
        Assert.Equal(files, paths.Length);
        foreach (var path in paths)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            var whole = await File.ReadAllBytesAsync(path);
            foreach (var share in new[] { 0, 0.3, 0.7, 1 })
            {
                var at = (int)((whole.Length - 1) * share);
                var changed = (byte[])whole.Clone();
                changed[at] ^= 0x10;
                await File.WriteAllBytesAsync(path, changed);

                var result = (await VerifyAsync("--json")).Ended(1);

                Assert.Contains(
                    result.Json.GetProperty("findings").EnumerateArray(),
                    finding => finding.GetProperty("file").GetString() == Path.GetFileName(path));
            }

            await File.WriteAllBytesAsync(path, whole);
        }

        (await VerifyAsync()).Ended(0);
    }

    [Theory]
    [InlineData("*.segment")]
    [InlineData("*.subjects")]
    [InlineData("*.journal")]
    public async Task A_file_that_is_missing_is_found(string kind)
    {
        File.Delete(Directory.GetFiles(Log, kind)[0]);

        Assert.NotEmpty((await VerifyAsync("--json")).Ended(1).Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task A_log_that_was_written_anew_is_found_by_a_checkpoint()
    {
        var other = _folder.Inner("other");
        await using (var log = MerkleLog.Open(other))
        {
            for (var i = 0; i < 100; i++)
            {
                await log.AppendAsync(Encoding.ASCII.GetBytes($"entry {(i == 50 ? 51 : i)}"));
            }
        }

        (await Dtsen.RunAsync("audit", "verify", other)).Ended(0);
        var result = (await Dtsen.RunAsync("audit", "verify", other, "--checkpoint", Checkpoint, "--key", Key)).Ended(1);

        Assert.Contains("CHECKPOINT_MISMATCH", result.Output);
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_signed_is_named()
    {
        await File.WriteAllTextAsync(Key, new CheckpointSigner("exchange/uji", [.. Enumerable.Repeat((byte)9, 32)]).VerifierKey);

        var result = (await VerifyAsync()).Ended(1);

        Assert.Contains("NOT_SIGNED_BY_KEY", result.Output);
    }

    [Fact]
    public async Task What_cannot_be_verified_is_an_error_of_usage()
    {
        (await Dtsen.RunAsync("audit", "verify")).Ended(2);
        (await Dtsen.RunAsync("audit", "verify", Log, "--checkpoint", Checkpoint)).Ended(2);
        (await Dtsen.RunAsync("audit", "verify", Log, "--key", "none")).Ended(2);
        (await Dtsen.RunAsync("audit", "verify", _folder.Inner("nowhere"))).Ended(2);
        Directory.CreateDirectory(_folder.Inner("empty"));
        (await Dtsen.RunAsync("audit", "verify", _folder.Inner("empty"))).Ended(2);
    }

    private Task<CliResult> VerifyAsync(params string[] more) =>
        Dtsen.RunAsync(["audit", "verify", Log, "--checkpoint", Checkpoint, "--key", Key, .. more]);
}
