using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Client.Connections;

/// <summary>The newest state at which an answer to this client was read.</summary>
internal sealed class ReadAtMemory
{
    private const string Header = "dtsen-min-read-at";

    private long _seq;

    /// <summary>Takes note of an answer.</summary>
    public void Learn(object answer)
    {
        if ((answer as IMessage)?.Descriptor.FindFieldByName("info")?.Accessor.GetValue((IMessage)answer) is not ResponseInfo info)
        {
            return;
        }

        var seq = info.ReadAt?.Seq ?? 0;
        for (var seen = Volatile.Read(ref _seq); seen < seq;)
        {
            seen = Interlocked.CompareExchange(ref _seq, seq, seen);
        }
    }

    /// <summary>The headers of a call, with what it must not fall behind; a caller that gives the header itself knows better.</summary>
    public Metadata AddTo(Metadata? headers)
    {
        var seq = Volatile.Read(ref _seq);
        var all = new Metadata();
        foreach (var header in headers ?? [])
        {
            all.Add(header);
        }

        if (seq > 0 && all.Get(Header) is null)
        {
            all.Add(Header, seq.ToString(CultureInfo.InvariantCulture));
        }

        return all;
    }
}
