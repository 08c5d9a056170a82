using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.Server.AccessLogs;
using Microsoft.AspNetCore.Connections;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>A connection over a log whose disk syncs, or fails, when the test says so.</summary>
public sealed class HeldConnectionTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _maySync = new(0);
    private readonly DefaultConnectionContext _connection = new();
    private readonly Pipe _wire = new();
    private readonly MerkleLog _log;
    private volatile bool _diskFails;

    public HeldConnectionTests()
    {
        _log = MerkleLog.Open(_folder.Inner("log"), null, Sync);
        _connection.Transport = new Both(new Pipe().Reader, _wire.Writer);
    }

    public async ValueTask DisposeAsync()
    {
        _maySync.Release(1_000_000);
        await _log.DisposeAsync();
        _maySync.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_needs_no_record_leaves_at_once_and_an_answer_when_its_entry_is_on_the_disk()
    {
        var running = RunAsync(async (held, output) =>
        {
            await WriteAsync(output, "settings"u8.ToArray());
            Assert.Equal("settings", await ReadAsync(8));
            held.HoldFor(_log.Append("entry"u8));
            await WriteAsync(output, "answer"u8.ToArray());
            await WriteAsync(output, " and more"u8.ToArray());
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.False(_wire.Reader.TryRead(out _));
            Assert.Equal(0, _log.Size);
            _maySync.Release();
            Assert.Equal("answer and more", await ReadAsync(15));
            Assert.Equal(1, _log.Size);
        });
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_answered_and_cannot_be_recorded_never_leaves_and_the_connection_ends()
    {
        var running = RunAsync(async (held, output) =>
        {
            held.HoldFor(_log.Append("entry"u8));
            await WriteAsync(output, "answer"u8.ToArray());
            _diskFails = true;
            _maySync.Release();
            await UntilAsync(() => _connection.ConnectionClosed.IsCancellationRequested);

            // Whoever goes on writing is told that nobody reads any more.
            while (!(await output.FlushAsync()).IsCompleted)
            {
                await Task.Delay(5);
            }
        });
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await _wire.Writer.CompleteAsync();
        Assert.Equal(0, (await _wire.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer.Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_connection_that_ends_sends_first_what_it_holds()
    {
        var running = RunAsync(async (held, output) =>
        {
            held.HoldFor(_log.Append("entry"u8));
            await WriteAsync(output, "last words"u8.ToArray());
        });
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        Assert.False(_wire.Reader.TryRead(out _));
        _maySync.Release();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal("last words", await ReadAsync(10));
    }

    [Fact(Timeout = 120_000)]
    public async Task Of_many_calls_side_by_side_no_answer_is_seen_before_its_entry_is_durable_and_all_are_seen_in_order()
    {
        const int calls = 20_000;
        var reading = Task.Run(async () =>
        {
            var seen = new List<long>();
            while (seen.Count < calls)
            {
                var read = await _wire.Reader.ReadAsync();
                var durable = _log.Size;
                var reader = new SequenceReader<byte>(read.Buffer);
                while (reader.TryReadLittleEndian(out long index))
                {
                    Assert.True(index < durable, "An answer was seen before its entry was on the disk.");
                    seen.Add(index);
                }

                _wire.Reader.AdvanceTo(reader.Position, read.Buffer.End);
            }

            return seen;
        });
        var syncing = Task.Run(async () =>
        {
            var chance = new Random(7);
            while (!reading.IsCompleted)
            {
                _maySync.Release();
                await Task.Delay(chance.Next(3));
            }
        });
        var written = new List<long>();
        var running = RunAsync(async (held, output) =>
        {
            var gate = new SemaphoreSlim(1);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
            {
                for (var i = lane; i < calls; i += 4)
                {
                    var index = _log.Append(BitConverter.GetBytes(i));
                    held.HoldFor(index);
                    await gate.WaitAsync();
                    var answer = new byte[sizeof(long)];
                    BinaryPrimitives.WriteInt64LittleEndian(answer, index);
                    written.Add(index);
                    await WriteAsync(output, answer);
                    gate.Release();
                }
            })));
        });
        Assert.Equal(await reading.WaitAsync(Patience * 4, TestContext.Current.CancellationToken), written);
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await syncing;
        Assert.Equal(calls, _log.Size);
    }

    private Task RunAsync(Func<HeldConnection, PipeWriter, Task> http) => HeldConnection.RunAsync(
        _connection,
        connection => http(connection.Features.Get<HeldConnection>()!, connection.Transport.Output),
        _log);

    private static async Task WriteAsync(PipeWriter output, byte[] bytes) => await output.WriteAsync(bytes);

    private async Task<string> ReadAsync(int length)
    {
        var read = await _wire.Reader.ReadAtLeastAsync(length);
        var text = System.Text.Encoding.UTF8.GetString(read.Buffer.ToArray());
        _wire.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private void Sync(SafeFileHandle handle)
    {
        _maySync.Wait();
        if (_diskFails)
        {
            throw new IOException("Input/output error");
        }

        DiskSync.File(handle);
    }

    private sealed record Both(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
