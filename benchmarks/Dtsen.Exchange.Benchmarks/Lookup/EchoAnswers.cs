using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Benchmarks.Lookup;

/// <summary>The service that does nothing: its answer is made once.</summary>
internal sealed class EchoAnswers : EchoService.EchoServiceBase
{
    private EchoResponse _answer = new();

    public override Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context)
    {
        if (_answer.Payload.Length != request.AnswerLength)
        {
            _answer = new EchoResponse { Payload = ByteString.CopyFrom(new byte[request.AnswerLength]) };
        }

        return Task.FromResult(_answer);
    }
}
