using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

internal sealed partial class AccessLogService
{
    public override Task<GetInclusionProofResponse> GetInclusionProof(GetInclusionProofRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var size = SizeOf(request.TreeSize, "tree_size");
        if (request.Index < 0 || request.Index >= size)
        {
            throw Problems.EntryNotFound("index");
        }

        var leaf = recorder.Log.Read(request.Index, 1)[0];
        if (!MaySee(caller, AccessEntry.Parser.ParseFrom(leaf.Content.Span)))
        {
            // Another's entry is as one that is not there.
            throw Problems.EntryNotFound("index");
        }

        var response = new GetInclusionProofResponse
        {
            Leaf = ByteString.CopyFrom(leaf.Stored.Span),
            TreeSize = size,
            Checkpoint = request.TreeSize == 0 ? recorder.Signer.Sign(size, recorder.Log.Root(size)) : "",
            Info = caller.Info(),
        };
        response.Hashes.AddRange(recorder.Log.InclusionProof(request.Index, size).Select(hash => ByteString.CopyFrom(hash)));
        return Task.FromResult(response);
    }
}
