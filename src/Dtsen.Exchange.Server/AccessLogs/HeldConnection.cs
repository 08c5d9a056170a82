using System.Buffers;
using System.IO.Pipelines;
using Dtsen.Exchange.AccessLog;
using Microsoft.AspNetCore.Connections;

namespace Dtsen.Exchange.Server.AccessLogs;

/// <summary>
/// What a connection sends is held, between HTTP/2 and TLS, until every entry that was recorded on it is on the disk. So no call waits by
/// itself, and all that a connection answered meanwhile leaves in one piece: that saves more work than recording costs. Where the disk
/// refuses, what is held is never sent, and the connection ends.
/// </summary>
internal sealed class HeldConnection
{
    private static readonly PipeOptions Limits = new(
        readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1 << 18, resumeWriterThreshold: 1 << 17,
        useSynchronizationContext: false);

    private readonly Pipe _held = new(Limits);
    private readonly MerkleLog _log;
    private long _last = -1;

    /// <param name="log">Where calls are recorded.</param>
    public HeldConnection(MerkleLog log) => _log = log;

    /// <summary>Holds what a connection sends, as long as it lasts. Behind TLS, before HTTP.</summary>
    public static async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, MerkleLog log)
    {
        var transport = connection.Transport;
        var held = new HeldConnection(log);
        var sending = held.SendAsync(transport.Output, connection);
        connection.Features.Set(held);
        connection.Transport = new Pipes(transport.Input, held._held.Writer);
        try
        {
            await next(connection);
        }
        finally
        {
            await held._held.Writer.CompleteAsync();
            await sending;
            connection.Transport = transport;
        }
    }

    /// <summary>
    /// Holds the answer that comes, and what else the connection sends, until an entry is on the disk. Safe for several threads.
    /// </summary>
    public void HoldFor(long index)
    {
        for (var last = Volatile.Read(ref _last); last < index;)
        {
            var seen = Interlocked.CompareExchange(ref _last, index, last);
            if (seen == last)
            {
                return;
            }

            last = seen;
        }
    }

    private async Task SendAsync(PipeWriter output, ConnectionContext connection)
    {
        var held = _held.Reader;
        try
        {
            while (true)
            {
                var read = await held.ReadAsync();
                await EverythingDurableAsync();

                // What was answered meanwhile goes along.
                held.AdvanceTo(read.Buffer.Start);
                held.TryRead(out read);
                await EverythingDurableAsync();
                foreach (var part in read.Buffer)
                {
                    output.Write(part.Span);
                }

                held.AdvanceTo(read.Buffer.End);
                var sent = await output.FlushAsync();
                if (read.IsCompleted || sent.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (AccessLogException)
        {
            connection.Abort(new ConnectionAbortedException("What this connection answered cannot be recorded."));
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone.
        }
        finally
        {
            await held.CompleteAsync();
        }
    }

    /// <summary>Ends when every entry so far is on the disk. Whoever writes an answer has said before which entry it waits for.</summary>
    private ValueTask EverythingDurableAsync() => _log.WhenDurableAsync(Volatile.Read(ref _last));

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
