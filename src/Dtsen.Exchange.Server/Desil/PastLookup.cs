using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register.Current;
using Dtsen.Exchange.Register.History;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Releases;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>
/// Lookups in releases of the past. The domicile of a release decides who sees what stands in it: of a retired one the kabupaten is
/// left, so a wilayah below a kabupaten finds nothing there. A retired release proves nothing: the proof is one that GetDesil takes in
/// some release that is kept whole, of which the caller would get the answer anyway.
/// </summary>
/// <param name="visible">Releases that the caller sees or saw.</param>
/// <param name="wilayah">Domiciles that the call may see.</param>
/// <param name="citizen">The citizen who asks, where the end user is one; else null.</param>
internal sealed class PastLookup(IReadOnlyList<PublishedRelease> visible, WilayahLimit wilayah, CitizenHash? citizen)
{
    /// <summary>Answers from a retired release.</summary>
    public DesilContent Answer(PublishedRelease release, in Lookup lookup)
    {
        // Never &&: what is compared must not depend on what was found.
        var found = TryFind(release, lookup.Nik!.Value, out var row);
        found &= IsProven(lookup);
        return found ? DesilContent.Of(row) : DesilContent.NotFound;
    }

    /// <summary>Finds a person in a release, by the domicile that they had in it. It is not looked at whether the caller may ask.</summary>
    public bool TryFind(PublishedRelease release, Nik nik, out FoundFamily family)
    {
        if (!release.IsRetired && release.Files.TryLease(out var lease))
        {
            using (lease)
            {
                return new DesilLookup(lease.Population, wilayah, citizen)
                    .TryFind(new Lookup(nik, null, null, null, null), out family);
            }
        }

        var found = release.Files.TryFindPast(nik, out HistoryRow row);
        found &= wilayah.ContainsKabupaten(row.Kabupaten);
        found &= citizen is null || citizen.IsOf(nik);
        family = FoundFamily.OfPast(row);
        return found;
    }

    /// <summary>Whether a lookup brings a proof that holds, or needs none.</summary>
    public bool IsProven(Lookup lookup)
    {
        var proven = lookup.HasNoProof;
        foreach (var release in visible)
        {
            if (release.IsRead && release.Files.TryLeaseCurrent(out var lease))
            {
                using (lease)
                {
                    var asSealed = new PopulationView(lease.Files.People, lease.Files.Families);
                    proven |= new DesilLookup(asSealed, wilayah, citizen).TryFind(lookup, out _);
                    proven |= new DesilLookup(lease.Population, wilayah, citizen).TryFind(lookup, out _);
                }
            }
        }

        return proven;
    }
}
