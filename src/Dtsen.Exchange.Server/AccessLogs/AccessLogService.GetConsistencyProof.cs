using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

internal sealed partial class AccessLogService
{
    public override Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context)
    {
        var second = SizeOf(request.SecondSize, "second_size");
        if (request.FirstSize < 0 || request.FirstSize > second)
        {
            throw Problems.EntryNotFound("first_size");
        }

        var response = new GetConsistencyProofResponse
        {
            SecondSize = second,
            Checkpoint = request.SecondSize == 0 ? recorder.Signer.Sign(second, recorder.Log.Root(second)) : "",
            Info = context.Caller().Info(),
        };
        response.Hashes.AddRange(recorder.Log.ConsistencyProof(request.FirstSize, second).Select(hash => ByteString.CopyFrom(hash)));
        return Task.FromResult(response);
    }
}
