using System.Globalization;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary>How a release differs from another, in tables.</summary>
internal static class ComparisonText
{
    private const int Ranks = 11;
    private const int MaxListed = 20;

    public static void Show(ReleaseComparisonReport comparison, Output output)
    {
        var other = comparison.BaseRelease.Length > 0 ? comparison.BaseRelease : "nothing before it";
        output.Say($"{comparison.Release} compared with {other}: {comparison.Families} families, {comparison.BaseFamilies} before; "
            + $"{comparison.NewFamilies} new, {comparison.GoneFamilies} gone.");
        output.Say($"{comparison.MovedFar} of {comparison.RankedInBoth} families with a desil in both moved by 4 or more "
            + $"({Share(comparison.MovedFar, comparison.RankedInBoth)}).");
        output.Show(
            ["Desil nasional", comparison.Release, other],
            Enumerable.Range(0, Ranks).Select(desil => new[]
            {
                NameOf(desil), $"{comparison.FamiliesByDesil[desil]}", $"{comparison.BaseFamiliesByDesil[desil]}",
            }));
        if (comparison.BaseRelease.Length > 0)
        {
            output.Say("Families in both, from the desil of the row to that of the column:");
            output.Show(
                ["", .. Enumerable.Range(0, Ranks).Select(NameOf)],
                Enumerable.Range(0, Ranks).Select(from => (string[])
                [
                    NameOf(from), .. Enumerable.Range(0, Ranks).Select(to => $"{comparison.Movement[(from * Ranks) + to]}"),
                ]));
            ShowKabupaten(comparison, output);
        }

        ShowExceeded(comparison, output);
    }

    /// <summary>Of many kabupaten those that changed most.</summary>
    private static void ShowKabupaten(ReleaseComparisonReport comparison, Output output)
    {
        var listed = comparison.Kabupaten
            .OrderByDescending(kabupaten => kabupaten.NewFamilies + kabupaten.GoneFamilies + kabupaten.MovedFar)
            .Take(MaxListed)
            .OrderBy(kabupaten => kabupaten.KodeKabupatenKota, StringComparer.Ordinal);
        output.Show(
            ["Kabupaten", "Families", "Before", "Belum ada desil", "Before", "New", "Gone", "Moved far"],
            listed.Select(kabupaten => new[]
            {
                kabupaten.KodeKabupatenKota, $"{kabupaten.Families}", $"{kabupaten.BaseFamilies}", $"{kabupaten.Unranked}",
                $"{kabupaten.BaseUnranked}", $"{kabupaten.NewFamilies}", $"{kabupaten.GoneFamilies}", $"{kabupaten.MovedFar}",
            }));
        if (comparison.Kabupaten.Count > MaxListed)
        {
            output.Say($"and {comparison.Kabupaten.Count - MaxListed} kabupaten that changed less: --json lists them all.");
        }
    }

    private static void ShowExceeded(ReleaseComparisonReport comparison, Output output)
    {
        if (comparison.Exceeded.Count == 0)
        {
            output.Say("All of it lies within the bounds.");
            return;
        }

        output.Say("Outside of the bounds: publishing needs --bounds-reason.");
        output.Show(
            ["Bound", "Kabupaten", "Value", "Limit"],
            comparison.Exceeded.Take(MaxListed).Select(excess => new[]
            {
                excess.Bound, excess.KodeKabupatenKota, Percent(excess.Value), Percent(excess.Limit),
            }));
        if (comparison.Exceeded.Count > MaxListed)
        {
            output.Say($"and {comparison.Exceeded.Count - MaxListed} more: --json lists them all.");
        }
    }

    private static string NameOf(int desil) => desil == 0 ? "belum ada" : $"{desil}";

    private static string Share(long part, long whole) => Percent(whole == 0 ? 0 : part / (double)whole);

    private static string Percent(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture);
}
