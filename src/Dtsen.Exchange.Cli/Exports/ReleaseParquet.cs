using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Blocks;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>Writes the families and people of a sealed release as two Parquet files, kabupaten by kabupaten.</summary>
/// <param name="folder">Folder of the release, verified.</param>
/// <param name="manifest">Its manifest.</param>
internal sealed class ReleaseParquet(string folder, ReleaseManifest manifest)
{
    public const string Families = "families.parquet";
    public const string People = "people.parquet";

    private const string Extension = ".blocks";
    private const int FamiliesAReport = 1 << 12;

    /// <summary>Writes both files.</summary>
    /// <param name="target">An existing folder.</param>
    /// <param name="kabupaten">Codes of the kabupaten and kota to write.</param>
    /// <param name="progress">Told how much is done.</param>
    /// <param name="cancellation">Gives up; nothing is left then.</param>
    /// <returns>Families and people written.</returns>
    public async Task<(long Families, long People)> WriteAsync(
        string target,
        IReadOnlyCollection<string> kabupaten,
        IProgress<(double Share, string What)> progress,
        CancellationToken cancellation)
    {
        await using var families = await NewFileAsync(target, Families, ExportColumns.OfFamilies(), cancellation);
        await using var people = await NewFileAsync(target, People, ExportColumns.OfPeople(), cancellation);
        var total = manifest.Kabupaten.Where(content => kabupaten.Contains(content.KodeKabupatenKota)).Sum(content => content.Families);
        var (familyCount, personCount) = (0L, 0L);
        foreach (var code in kabupaten)
        {
            using var reader = BlockReader.Open(Path.Combine(folder, code + Extension));
            using var cursor = reader.Read();
            while (cursor.MoveNext())
            {
                var family = Family.Parser.ParseFrom(cursor.Family.Span);
                await families.AddAsync(new ExportRow(family, null), cancellation);
                foreach (var member in family.Members)
                {
                    await people.AddAsync(new ExportRow(family, member), cancellation);
                }

                personCount += family.Members.Count;
                if (++familyCount % FamiliesAReport == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress.Report((familyCount / (double)total, $"Writing {code}: {familyCount} families, {personCount} people"));
                }
            }
        }

        await families.CompleteAsync(cancellation);
        await people.CompleteAsync(cancellation);
        return (familyCount, personCount);
    }

    private Task<ExportFile> NewFileAsync(
        string target, string name, IReadOnlyList<ExportColumn> columns, CancellationToken cancellation) => ExportFile.CreateAsync(
            Path.Combine(target, name),
            columns,
            new Dictionary<string, string>
            {
                ["dtsen.release"] = string.Create(CultureInfo.InvariantCulture, $"{manifest.Period}.v{manifest.Version}"),
                ["dtsen.release_id"] = manifest.ReleaseId,
                ["dtsen.digest"] = Convert.ToHexStringLower(manifest.Digest.Span),
                ["dtsen.variables_version"] = manifest.VariablesVersion.ToString(CultureInfo.InvariantCulture),
                ["dtsen.note"] = "Personal data, UU PDP 27/2022: for the purpose and the recipient of the hand-over record alone.",
            },
            cancellation);
}
