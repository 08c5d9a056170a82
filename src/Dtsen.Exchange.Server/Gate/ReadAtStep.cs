using System.Globalization;
using Dtsen.Exchange.Server.State;
using Microsoft.AspNetCore.Http;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// What the caller has seen already: it is answered from no state before that, whichever node answered it last. So time never runs
/// backwards behind a balancer.
/// </summary>
internal sealed class ReadAtStep(NodeStateSource states, ExchangeOptions options)
{
    public const string Header = "dtsen-min-read-at";

    /// <summary>The state of now, once it is as new as the header asks; a node is seldom more than one look behind.</summary>
    /// <exception cref="Grpc.Core.RpcException">READ_AT_NOT_REACHED, INVALID_FIELD, NODE_NOT_READY.</exception>
    public async ValueTask<NodeState> TakeAsync(HttpContext http, CancellationToken cancellation)
    {
        var seq = Read(http);
        if (states.Current.Seq < seq)
        {
            await states.WaitBrieflyAsync(seq, options.ReadAtPatience, options.Time, cancellation);
        }

        var state = states.Fresh();
        return state.Seq >= seq ? state : throw Problems.ReadAtNotReached();
    }

    private static long Read(HttpContext http)
    {
        var text = http.Request.Headers[Header].ToString();
        return text.Length == 0 ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
            : throw Problems.ReadAtInvalid();
    }
}
