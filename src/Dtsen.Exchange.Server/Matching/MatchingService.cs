using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Desil;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Releases;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Problems = Dtsen.Exchange.Server.Desil.Problems;

namespace Dtsen.Exchange.Server.Matching;

/// <summary>Matching of records. Each call, and each stream, reads one release, whatever is published meanwhile.</summary>
internal sealed partial class MatchingService(EndUserSecrets secrets, MatchTries tries)
    : Contracts.Matching.V1.MatchingService.MatchingServiceBase
{
    private static PublishedRelease ReleaseFor(Caller caller, string forPeriod, string asOfRelease) =>
        Desil.DesilService.ReleaseFor(caller, forPeriod, asOfRelease) is { IsRetired: false } release
            ? release
            // It holds no names any more.
            : throw Problems.Withdrawn(asOfRelease);

    private static ReleaseLease Lease(PublishedRelease release, bool asOf) =>
        TryLease(release, asOf, out var lease) ? lease : throw Problems.Withdrawn(release.Name);

    /// <summary>Begins to read a release: as of the release, or with what was reported since. False where it is withdrawn.</summary>
    private static bool TryLease(PublishedRelease release, bool asOf, out ReleaseLease lease) =>
        asOf ? release.Files.TryLease(out lease) : release.Files.TryLeaseCurrent(out lease);

    private MatchTerms TermsOf(Caller caller, uint threshold) => new(
        RecordRules.ReadThreshold(threshold),
        caller.Wilayah,
        caller.Agreement.EndUser == EndUserRule.Citizen
            ? new CitizenHash(secrets.SecretOf(caller.Application.Id), caller.EndUser!.Id)
            : null,
        caller.Agreement.RequiredProof != RequiredProof.Number,
        caller.Agreement.Candidates,
        tries.AgencyOf(caller.Application.Agency.Id),
        caller.Agreement.MatchTriesPerDay);

    private MatchLookup LookupIn(in ReleaseLease lease, MatchTerms terms, Caller caller) =>
        new(lease.Population, terms, tries.Today(), caller.Tally);

    /// <summary>Answers records in their order; one that breaks a rule has an error and costs no other.</summary>
    /// <param name="lookup">By which they are matched.</param>
    /// <param name="terms">Its rights and limits.</param>
    /// <param name="records">The records.</param>
    /// <param name="rest">The answer without items.</param>
    /// <param name="guidance">Takes, in the answer, what the next steps mean.</param>
    /// <param name="caller">Who calls.</param>
    private static PageAnswer<MatchContent> Answer(
        in MatchLookup lookup,
        MatchTerms terms,
        ReadOnlySpan<RecordForm> records,
        IMessage rest,
        RepeatedField<MatchGuidance> guidance,
        Caller caller)
    {
        var answer = new PageAnswer<MatchContent>(caller.Mask, rest, records.Length);
        caller.Tally.Expect(records.Length);
        var steps = default(Guidance);
        Span<long> places = stackalloc long[MatchLookup.Ahead];
        Span<ulong> subjects = stackalloc ulong[MatchLookup.Ahead];
        for (var row = 0; row < records.Length; row++)
        {
            if (row % MatchLookup.Ahead == 0)
            {
                lookup.Locate(records.Slice(row, Math.Min(MatchLookup.Ahead, records.Length - row)), places, subjects);
            }

            if (RecordRules.Check(records[row], row, terms) is { } problem)
            {
                caller.Tally.CountRefused();
                answer.Add(new BulkMatchItem { Error = problem });
                continue;
            }

            var finding = lookup.Answer(records[row], places[row % MatchLookup.Ahead], subjects[row % MatchLookup.Ahead]);
            steps.Note(finding.Content.NextStep);
            finding.AddTo(answer);
        }

        steps.AddTo(guidance);
        return answer;
    }
}
