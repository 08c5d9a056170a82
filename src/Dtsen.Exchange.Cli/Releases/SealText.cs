using System.Globalization;
using System.Text.Json;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>What BPS looks at before it signs. Families are named by kabupaten and row.</summary>
internal static class SealText
{
    private const int MaxListed = 20;

    public static void Show(SealReleaseResponse answer, Output output)
    {
        var release = answer.Release;
        output.Say($"{release.Name}: {release.Families} families, {release.People} people, {answer.SetAside.Count} families set aside.");
        if (answer.SetAside.Count > 0)
        {
            output.Show(
                ["Kabupaten", "Row", "Reason", "Field"],
                answer.SetAside.Take(MaxListed).Select(family => new[]
                {
                    family.KodeKabupatenKota, family.Row.ToString(CultureInfo.InvariantCulture),
                    JsonNamingPolicy.SnakeCaseUpper.ConvertName(family.Reason.ToString()), family.Field,
                }));
        }

        if (answer.SetAside.Count > MaxListed)
        {
            output.Say($"and {answer.SetAside.Count - MaxListed} more: --json lists them all.");
        }

        output.Show(
            ["Desil nasional", "Families"],
            answer.Report.FamiliesByDesil.Select((families, desil) => new[] { desil == 0 ? "belum ada" : $"{desil}", $"{families}" }));
        ShowKabupaten(answer.Report, output);
    }

    /// <summary>Of many kabupaten those that changed most: what went wrong shows there.</summary>
    private static void ShowKabupaten(ReleaseReport report, Output output)
    {
        var listed = report.Kabupaten.OrderByDescending(ChangeOf).Take(MaxListed)
            .OrderBy(count => count.KodeKabupatenKota, StringComparer.Ordinal);
        var before = report.PreviousRelease.Length == 0 ? "Before" : report.PreviousRelease;
        output.Show(
            ["Kabupaten", "Families", before, "Change"],
            listed.Select(count => new[]
            {
                count.KodeKabupatenKota, $"{count.Families}", $"{count.FamiliesBefore}",
                (count.Families - count.FamiliesBefore).ToString("+0;-0;0", CultureInfo.InvariantCulture),
            }));
        if (report.Kabupaten.Count > MaxListed)
        {
            output.Say($"The {MaxListed} of {report.Kabupaten.Count} kabupaten that changed most; --json lists them all.");
        }
    }

    private static double ChangeOf(KabupatenCount count) =>
        Math.Abs(count.Families - count.FamiliesBefore) / Math.Max(1.0, Math.Max(count.Families, count.FamiliesBefore));
}
