using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Pages;
using Dtsen.Exchange.Server.Releases;
using Google.Protobuf;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>Lookup of desil. Each call, and each stream, reads one release, whatever is published meanwhile.</summary>
internal sealed partial class DesilService(EndUserSecrets secrets, VariableCatalogue catalogue, TimeProvider time)
    : Contracts.Desil.V1.DesilService.DesilServiceBase
{
    /// <summary>The release that a request reads.</summary>
    /// <exception cref="Grpc.Core.RpcException">NO_RELEASE, or the fields contradict each other.</exception>
    internal static PublishedRelease ReleaseFor(Caller caller, string forPeriod, string asOfRelease)
    {
        var releases = caller.State.Releases;
        var audience = caller.Agreement.ReleaseAudience;
        if (asOfRelease.Length > 0)
        {
            var name = QueryRules.ReadAsOf(asOfRelease, forPeriod);
            return releases.Find(audience, name) switch
            {
                null => throw Problems.NoRelease(),
                { IsRolledBack: true } => throw Problems.RolledBack(asOfRelease),
                var release => release,
            };
        }

        return releases.Find(audience, QueryRules.ReadPeriod(forPeriod)) ?? throw Problems.NoRelease();
    }

    private static IReadOnlyList<PublishedRelease> VisibleTo(Caller caller) =>
        [.. caller.State.Releases.All.Where(release => release.IsVisibleTo(caller.Agreement.ReleaseAudience))];

    private static ReleaseLease Lease(PublishedRelease release) =>
        release.Files.TryLeaseCurrent(out var lease) ? lease : throw Problems.Withdrawn(release.Name);

    private static DesilContent Answer(in DesilReading reading, in Lookup lookup, Caller caller, long? place = null)
    {
        var answer = reading.Answer(lookup, place);
        Count(lookup, answer.Outcome != DesilOutcome.NotFound, caller);
        return answer;
    }

    private static void Count(in Lookup lookup, bool found, Caller caller)
    {
        if (lookup.Nik is { } nik)
        {
            caller.Tally.Count(nik, found);
        }
        else
        {
            caller.Tally.Count(lookup.FamilyNumber!.Value, found);
        }
    }

    /// <summary>Answers queries in their order; one that breaks a rule has an error and costs no other.</summary>
    private static PageAnswer<DesilContent> Answer(
        in DesilReading reading, ReadOnlySpan<QueryForm> queries, IMessage rest, Caller caller)
    {
        var answer = new PageAnswer<DesilContent>(caller.Mask, rest, queries.Length);
        caller.Tally.Expect(queries.Length);
        var required = caller.Agreement.RequiredProof;
        Span<long> places = stackalloc long[DesilReading.Ahead];
        for (var row = 0; row < queries.Length; row++)
        {
            if (row % DesilReading.Ahead == 0)
            {
                reading.Locate(queries.Slice(row, Math.Min(DesilReading.Ahead, queries.Length - row)), places);
            }

            if (QueryRules.Read(queries[row], required, row, out var problem, reading.ByNikAlone) is not { } lookup)
            {
                caller.Tally.CountRefused();
                answer.Add(new BulkDesilItem { Error = problem });
                continue;
            }

            answer.Add(Answer(reading, lookup, caller, places[row % DesilReading.Ahead]));
        }

        return answer;
    }

    /// <summary>
    /// Begins to read a release, for one call or one page: as of the release, or with what was reported since. False where it is withdrawn.
    /// </summary>
    private bool TryRead(PublishedRelease release, bool asOf, Caller caller, out DesilReading reading)
    {
        if (release.IsRetired)
        {
            reading = new DesilReading(new PastLookup(VisibleTo(caller), caller.Wilayah, CitizenOf(caller)), release);
            return true;
        }

        var isOpen = asOf ? release.Files.TryLease(out var lease) : release.Files.TryLeaseCurrent(out lease);
        reading = isOpen ? new DesilReading(lease, LookupIn(lease, caller)) : default;
        return isOpen;
    }

    private DesilReading Read(PublishedRelease release, bool asOf, Caller caller) =>
        TryRead(release, asOf, caller, out var reading) ? reading : throw Problems.Withdrawn(release.Name);

    private DesilLookup LookupIn(in ReleaseLease lease, Caller caller) => new(lease.Population, caller.Wilayah, CitizenOf(caller));

    private CitizenHash? CitizenOf(Caller caller) =>
        caller.Agreement.EndUser == EndUserRule.Citizen
            ? new CitizenHash(secrets.SecretOf(caller.Application.Id), caller.EndUser!.Id)
            : null;
}
