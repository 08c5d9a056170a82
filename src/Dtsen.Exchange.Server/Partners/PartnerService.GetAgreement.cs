using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Partners;

internal sealed partial class PartnerService
{
    public override Task<GetAgreementResponse> GetAgreement(GetAgreementRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        return Task.FromResult(new GetAgreementResponse
        {
            Agency = ToProto(caller.Application.Agency),
            Application = ToProto(caller.Application),
            Info = caller.Info(),
        });
    }
}
