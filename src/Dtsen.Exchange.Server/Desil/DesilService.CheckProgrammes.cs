using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Releases;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

internal sealed partial class DesilService
{
    public override Task<CheckProgrammesResponse> CheckProgrammes(CheckProgrammesRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var lookup = QueryRules.Read(QueryForm.Of(request.Query), caller.Agreement.RequiredProof, null, out var problem)
            ?? throw problem!.ToRpcException();
        var programmes = new ProgrammeRights(caller.State.Programmes, name => catalogue.Grants(caller.Agreement.Variables, name));
        var asked = programmes.Asked(request.Programmes);
        var release = ReleaseFor(caller, request.ForPeriod, "");
        var day = DayOf(release, request.ForPeriod);
        using var lease = Lease(release);
        caller.Carries(programmes.Granted, programmes.Withheld);
        var response = new CheckProgrammesResponse
        {
            Outcome = DesilOutcome.NotFound,
            Notice = ProgrammeNotice.InBandIsNotEntitled,
            Day = day.ToDate(),
            Info = caller.Info(release.Name, lease.Seq),
        };
        var isFound = LookupIn(lease, caller).TryFind(lookup, out var found);
        Count(lookup, isFound, caller);
        if (isFound)
        {
            response.Outcome = found.Outcome;
            if (found.Outcome is DesilOutcome.Ranked or DesilOutcome.BelumAdaDesil)
            {
                var facts = new FamilyFacts(lease.Files.Blocks, found);
                response.Programmes.AddRange(asked.Select(programme => programmes.Check(programme, day, found.Desil.Nasional, facts)));
            }
        }

        return Task.FromResult(response);
    }

    /// <summary>
    /// Programmes use a release from its first effective day on: until then its families are judged by the bands of that day.
    /// </summary>
    private DateOnly DayOf(PublishedRelease release, string forPeriod)
    {
        var today = Wib.Today(time);
        return forPeriod.Length > 0 && release.EffectiveFrom > today ? release.EffectiveFrom : today;
    }
}
