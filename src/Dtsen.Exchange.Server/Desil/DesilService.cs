using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Releases;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>Lookup of desil. Each call reads one release, whatever is published meanwhile.</summary>
internal sealed partial class DesilService(EndUserSecrets secrets) : Contracts.Desil.V1.DesilService.DesilServiceBase
{
    private static PublishedRelease ReleaseFor(Caller caller, string forPeriod)
    {
        Period? period = null;
        if (forPeriod.Length > 0)
        {
            period = Period.TryParse(forPeriod, out var parsed)
                ? parsed
                : throw Problem.InvalidField("for_period", "must be like 2026-T3.", "harus seperti 2026-T3.");
        }

        return caller.State.Releases.Find(caller.Agreement.ReleaseAudience, period) ?? throw Problem.Create(
            StatusCode.FailedPrecondition,
            ErrorReason.NoRelease,
            "No release is visible to this agreement for the period asked, or none is effective yet.",
            "Belum ada rilis yang dapat dilihat perjanjian ini untuk periode tersebut, atau belum berlaku.");
    }

    private static DesilAnswer Answer(DesilLookup lookups, Lookup lookup, Caller caller)
    {
        var answer = lookups.Answer(lookup);
        var found = answer.Outcome != DesilOutcome.NotFound;
        if (lookup.Nik is { } nik)
        {
            caller.Tally.Count(nik, found);
        }
        else
        {
            caller.Tally.Count(lookup.FamilyNumber!.Value, found);
        }

        return answer;
    }

    private DesilLookup LookupIn(PublishedRelease release, Caller caller) =>
        new(release.Files.People, release.Files.Families, caller.Wilayah, CitizenOf(caller));

    private CitizenHash? CitizenOf(Caller caller) =>
        caller.Agreement.EndUser == EndUserRule.Citizen
            ? new CitizenHash(secrets.SecretOf(caller.Application.Id), caller.EndUser!.Id)
            : null;
}
