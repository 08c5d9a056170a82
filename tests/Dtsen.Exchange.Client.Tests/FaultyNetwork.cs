using System.Net;
using System.Net.Sockets;

namespace Dtsen.Exchange.Client.Tests;

/// <summary>A TCP proxy that can hang up: between client and server, so that both are the real ones.</summary>
internal sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private int _refusals;
    private int _accepted;

    public FaultyNetwork(Uri target)
    {
        _target = target.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Connections that were made, those hung up at once included.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>The next connections are hung up at once.</summary>
    public void RefuseNext(int connections) => Volatile.Write(ref _refusals, connections);

    /// <summary>Hangs up every open connection.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                if (Interlocked.Decrement(ref _refusals) >= 0)
                {
                    client.Dispose();
                    continue;
                }

                _ = ForwardAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            lock (_open)
            {
                _open.AddRange([client, server]);
            }

            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone.
        }
        finally
        {
            client.Dispose();
        }
    }
}
