using Dtsen.Exchange.Contracts.Partner.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Sql;
using Google.Protobuf;
using Grpc.Core;
using Registered = Dtsen.Exchange.Domain.Partners;

namespace Dtsen.Exchange.Server.Partners;

internal sealed partial class PartnerService
{
    public override async Task<SuspendResponse> Suspend(SuspendRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var subject = SuspensionRules.Check(request);
        if (subject.IsOwnOf(caller.Application, CertificateStep.IdentityOf(context.GetHttpContext())!.SerialText))
        {
            throw Problems.OwnSubject();
        }

        if (!subject.IsKnown(caller.State.FiledPartners))
        {
            throw Problems.PartnerNotFound(subject.Kind);
        }

        var asked = Ask(SuspensionRow.Suspend, subject, caller, request, request.RequestId, request.Reason);
        var (made, by) = await CarryOutAsync(asked, context.CancellationToken);
        if (made.IsChange == 1)
        {
            log.Suspended(subject.Kind, subject.Id, caller.Application.Id, made.Seq);
        }

        return new SuspendResponse { Suspension = ToProto(by!.ToEntry().ToSuspension(by.Seq)), Info = InfoNow(caller) };
    }

    private SuspensionRow Ask(
        long action, Registered.SuspensionSubject subject, Caller caller, IMessage request, string requestId, string reason) => new(
        Id: "s-" + RequestIds.Derive(caller.Application.Id, requestId),
        BodyHash: RequestIds.HashOf(request),
        Action: action,
        Kind: (long)subject.Kind,
        Subject: subject.Id,
        Reason: reason,
        Application: caller.Application.Id,
        CreatedAt: options.Time.GetUtcNow().ToUtcMicroseconds());

    /// <summary>Carries a request out, and waits until this node goes by it.</summary>
    private async Task<(SuspensionRow Request, SuspensionRow? By)> CarryOutAsync(SuspensionRow asked, CancellationToken cancellation)
    {
        var outcome = await suspensions.CarryOutAsync(asked, cancellation);
        if (outcome.Request.BodyHash != asked.BodyHash)
        {
            throw Problem.RequestIdReused();
        }

        await states.WaitBrieflyAsync(outcome.Request.Seq, options.Time, cancellation);
        return outcome;
    }

    private Contracts.Type.V1.ResponseInfo InfoNow(Caller caller)
    {
        var info = caller.Info();
        info.ReadAt.Seq = states.Current.Seq;
        return info;
    }
}
