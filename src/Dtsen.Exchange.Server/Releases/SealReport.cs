using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>What BPS looks at before it signs.</summary>
internal static class SealReport
{
    /// <summary>Compares a checked release with the published one before it.</summary>
    /// <param name="check">The check.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="before">The release before, or null.</param>
    public static ReleaseReport Make(CheckedRelease check, ReleaseManifest manifest, PublishedRelease? before)
    {
        var counts = new SortedDictionary<string, KabupatenCount>(StringComparer.Ordinal);
        foreach (var kabupaten in manifest.Kabupaten)
        {
            CountOf(kabupaten.KodeKabupatenKota).Families = kabupaten.Families;
        }

        foreach (var kabupaten in before?.Files.Manifest.Kabupaten ?? [])
        {
            // One that was there and is not any more is what BPS must see first.
            CountOf(kabupaten.KodeKabupatenKota).FamiliesBefore = kabupaten.Families;
        }

        var report = new ReleaseReport { PreviousRelease = before?.Name ?? "" };
        report.FamiliesByDesil.AddRange(check.FamiliesByDesil);
        report.Kabupaten.AddRange(counts.Values);
        return report;

        KabupatenCount CountOf(string code)
        {
            if (!counts.TryGetValue(code, out var count))
            {
                counts[code] = count = new KabupatenCount { KodeKabupatenKota = code };
            }

            return count;
        }
    }
}
