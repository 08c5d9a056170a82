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

    private static void ShowKabupaten(ReleaseReport report, Output output)
    {
        if (report.PreviousRelease.Length == 0)
        {
            output.Show(
                ["Kabupaten", "Families"],
                report.Kabupaten.Select(count => new[] { count.KodeKabupatenKota, $"{count.Families}" }));
            return;
        }

        output.Show(
            ["Kabupaten", "Families", report.PreviousRelease, "Change"],
            report.Kabupaten.Select(count => new[]
            {
                count.KodeKabupatenKota, $"{count.Families}", $"{count.FamiliesBefore}",
                (count.Families - count.FamiliesBefore).ToString("+0;-0;0", CultureInfo.InvariantCulture),
            }));
    }
}
