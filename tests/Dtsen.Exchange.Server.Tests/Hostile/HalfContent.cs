using System.Net;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>A body of which half is sent, and then nothing until the caller gives up.</summary>
internal sealed class HalfContent(byte[] body, Action sent) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        sent();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
