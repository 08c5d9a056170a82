using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.AccessLogs;

internal sealed partial class AccessLogService
{
    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCheckpointResponse
        {
            Checkpoint = recorder.Log.Checkpoint(recorder.Signer),
            VerifierKey = recorder.Signer.VerifierKey,
            Info = context.Caller().Info(),
        });
}
