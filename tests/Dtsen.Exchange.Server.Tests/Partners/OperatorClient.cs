using Dtsen.Exchange.Contracts.Partner.V1;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>The operator of the exchange at work on a node.</summary>
internal sealed class OperatorClient(PartnerService.PartnerServiceClient partners)
{
    public const string Application = "penyelenggara.operasi";

    public PartnerService.PartnerServiceClient Partners => partners;

    public static async Task<OperatorClient> OfAsync(RunningNode node) =>
        new(new PartnerService.PartnerServiceClient(await node.AsAsync(Application)));

    public async Task<SuspendResponse> SuspendAsync(SuspensionSubject subject, string? requestId = null, string reason = "under audit") =>
        await partners.SuspendAsync(new SuspendRequest
        {
            RequestId = requestId ?? Guid.NewGuid().ToString("N"), Subject = subject, Reason = reason,
        });

    public async Task<ResumeResponse> ResumeAsync(SuspensionSubject subject, string? requestId = null) =>
        await partners.ResumeAsync(new ResumeRequest
        {
            RequestId = requestId ?? Guid.NewGuid().ToString("N"), Subject = subject, Reason = "audit closed",
        });

    /// <summary>The reason for which the agreement is not shown; empty where it is.</summary>
    public static async Task<string> ReasonAsync(CallInvoker invoker)
    {
        try
        {
            await new PartnerService.PartnerServiceClient(invoker).GetAgreementAsync(new GetAgreementRequest());
            return "";
        }
        catch (RpcException refusal)
        {
            return new RawAnswer([], refusal).Reason;
        }
    }
}
