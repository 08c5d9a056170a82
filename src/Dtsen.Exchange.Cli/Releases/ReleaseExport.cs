using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Exports;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release export</c></summary>
internal static class ReleaseExport
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Folder of a sealed release, e.g. <data>/releases/<id>/release of a node, or a copy of it.",
        };
        var parquet = new Option<string>("--parquet")
        {
            Description = $"Folder for {ReleaseParquet.Families} and {ReleaseParquet.People}; it is made where there is none.",
            HelpName = "folder",
            Required = true,
        };
        var kabupaten = new Option<string[]>("--kabupaten")
        {
            Description = "Kabupaten or kota to write, 4 digits; repeat for several. All by default.",
            HelpName = "code",
            DefaultValueFactory = _ => [],
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Verify the release, say what would be written, and write nothing." };
        var command = new CliCommand(
            "export",
            "Writes the families and people of a sealed release as Parquet, for the operator who hands them over under a BAST. The files "
            + "hold personal data with names, addresses and health: no mask and no record stands between them and who reads them.",
            "release export data/releases/r-0a1b2c3d4e5f60718293a4b5/release --parquet export --dry-run",
            "release export data/releases/r-0a1b2c3d4e5f60718293a4b5/release --parquet export --kabupaten 3204 --kabupaten 3273")
        {
            folder, parquet, kabupaten, dryRun, ReleaseVerify.KeysOption, PkiOption.Option,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            var path = parse.GetValue(folder)!;
            if (!Directory.Exists(path))
            {
                throw new CliFailure(ExitCode.Usage, $"There is no folder {path}.");
            }

            var keys = ReleaseVerify.ReadKeys(parse);
            using var release = await output.ProgressAsync(
                "Verifying", _ => Task.Run(() => SealedRelease.Open(path, keys), cancellation));
            var codes = CodesOf(release.Manifest, parse.GetValue(kabupaten)!);
            var target = parse.GetValue(parquet)!;
            output.Note($"Personal data of {release.Manifest.Period}.v{release.Manifest.Version}: keep {target} encrypted, hand it over "
                + "under its BAST alone, and delete it when that is done.");
            if (parse.GetValue(dryRun))
            {
                var expected = release.Manifest.Kabupaten.Where(content => codes.Contains(content.KodeKabupatenKota))
                    .Sum(content => content.Families);
                output.Say($"{expected} families of {codes.Count} kabupaten would be written. Nothing was.");
                output.Answer(new { families = expected, kabupaten = codes, written = false });
                return ExitCode.Ok;
            }

            Directory.CreateDirectory(target);
            var (families, people) = await output.ProgressAsync("Writing", progress =>
                new ReleaseParquet(path, release.Manifest).WriteAsync(target, codes, progress, cancellation));
            output.Say($"{families} families and {people} people of {codes.Count} kabupaten are in {target}.");
            output.Answer(new { families, people, kabupaten = codes, written = true });
            return ExitCode.Ok;
        });
        return command;
    }

    private static List<string> CodesOf(ReleaseManifest manifest, string[] asked)
    {
        var all = manifest.Kabupaten.Select(content => content.KodeKabupatenKota).ToList();
        return asked.FirstOrDefault(code => !all.Contains(code)) is { } unknown
            ? throw new CliFailure(ExitCode.Usage, $"The release has no kabupaten {unknown}: --kabupaten takes codes such as {all[0]}.")
            : asked.Length == 0 ? all : [.. all.Where(asked.Contains)];
    }
}
