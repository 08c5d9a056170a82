using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>A stream that is open, and can be ended from outside.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenSource _cut;
    private readonly HttpContext _http;
    private readonly Action<OpenStream> _closed;
    private volatile RpcException? _refusal;

    public OpenStream(Admission admission, HttpContext http, Action<OpenStream> closed, CancellationToken call)
    {
        Admission = admission;
        _http = http;
        _closed = closed;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(call);
        Ended = _ended.Token;
        _cut = CancellationTokenSource.CreateLinkedTokenSource(call);
        Cut = _cut.Token;
    }

    /// <summary>By which it was let in.</summary>
    public Admission Admission { get; }

    /// <summary>Cancelled when the stream was ended, by either side.</summary>
    public CancellationToken Ended { get; }

    /// <summary>
    /// Cancelled when the call is over, and a moment after the gate has ended the stream: a write that is cancelled takes the connection's
    /// stream with it, and with that the reason, so one under way may end first.
    /// </summary>
    public CancellationToken Cut { get; }

    /// <summary>Why the gate ended it, if it did.</summary>
    public RpcException? Refusal => _refusal;

    /// <summary>When the gate ended it, by the clock's timestamp.</summary>
    public long RefusedAt { get; private set; }

    /// <summary>Ends the stream: its next read or write fails with the refusal.</summary>
    /// <param name="refusal">What the client is told.</param>
    /// <param name="now">Timestamp of the clock.</param>
    public void End(RpcException refusal, long now)
    {
        RefusedAt = now;
        _refusal = refusal;
        Cancel(_ended);
    }

    /// <summary>Gives up a write that the client does not take.</summary>
    public void CutWrite() => Cancel(_cut);

    /// <summary>Cuts the stream off, without a word to the client.</summary>
    public void Abort() => _http.Abort();

    public void Dispose()
    {
        _closed(this);
        _ended.Dispose();
        _cut.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream closed by itself in this moment.
        }
    }
}
