using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.State;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Whether a call may go in, and by which rights: the steps in their order. A step that refuses throws one of
/// <see cref="Problems"/>; none is passed over.
/// </summary>
internal sealed class Gate(
    AccessTable methods,
    NodeStateSource states,
    CertificateStep certificates,
    TokenStep tokens,
    ReadAtStep readAt,
    AgreementStep agreements,
    WilayahTable wilayah,
    MaskTable masks)
{
    /// <summary>Admits a call or refuses it.</summary>
    public async ValueTask<Admission> AdmitAsync(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if (AccessTable.IsOpen(context.Method))
        {
            // Whether the node is ready is what health is asked: it answers from any state.
            return new Admission(certificates.Identify(http, states.Current), null, null);
        }

        var identity = certificates.Identify(http, states.Fresh());
        var method = methods.Methods[context.Method];
        var token = await tokens.ValidateAsync(http, identity);
        var state = await readAt.TakeAsync(http, context.CancellationToken);
        var application = agreements.Judge(state.Partners, identity.ApplicationId, token, method.Access);
        await FeatureStep.JudgeAsync(state.Features, application, method.Access);
        var purpose = PurposeStep.Judge(http, application.Agreement, method.Access);
        var actingParty = ActingPartyStep.JudgeActingParty(http, application.Agreement, state.Partners, wilayah);
        var endUser = ActingPartyStep.JudgeEndUser(http, application.Agreement);
        var caller = new Caller
        {
            Method = method,
            Application = application,
            State = state,
            Purpose = purpose,
            ActingParty = actingParty,
            EndUser = endUser,
            Wilayah = ActingPartyStep.Narrow(application.Agreement, actingParty),
            Reference = ReferenceStep.Read(http),
            Mask = masks.For(application.Agreement),
        };
        context.Admit(caller);
        return new Admission(identity, token, caller);
    }

    /// <summary>Judges again, by the state of now, a stream that was admitted before.</summary>
    public async ValueTask JudgeAgainAsync(Admission admission)
    {
        certificates.Check(admission.Identity, states.Current);
        if (admission is not { Token: { } token, Caller: { } caller })
        {
            return;
        }

        tokens.CheckTime(token);
        var state = states.Fresh();
        var application = agreements.Judge(state.Partners, caller.Application.Id, token, caller.Method.Access);
        await FeatureStep.JudgeAsync(state.Features, application, caller.Method.Access);
        if (caller.ActingParty?.Agency is { } agency && state.Partners.FindAgency(agency.Id) is not { Suspended: false })
        {
            throw Problems.ActingPartyNotAllowed();
        }

        if (!Agrees(application.Agreement, caller.Agreement) || application.Agency.Limits != caller.Application.Agency.Limits)
        {
            throw Problems.AgreementChanged();
        }
    }

    /// <summary>
    /// Whether a stream admitted by the one agreement may go on under the other: only when nothing that it relies on changed.
    /// </summary>
    private static bool Agrees(Agreement now, Agreement then) =>
        ReferenceEquals(now, then)
        || (now.Variables.SetEquals(then.Variables)
            && now.Level == then.Level
            && now.Purposes.SetEquals(then.Purposes)
            && now.RequiredProof == then.RequiredProof
            && now.ReleaseAudience == then.ReleaseAudience
            && now.EndUser == then.EndUser
            && now.Limits == then.Limits
            && now.Misses == then.Misses
            && now.Candidates == then.Candidates
            && now.MatchTriesPerDay == then.MatchTriesPerDay
            && now.ActingFor.Required == then.ActingFor.Required
            && now.ActingFor.Wilayah == then.ActingFor.Wilayah
            && now.ActingFor.Agencies.SetEquals(then.ActingFor.Agencies)
            && (now.Wilayah ?? ["nation"]).SequenceEqual(then.Wilayah ?? ["nation"]));
}
