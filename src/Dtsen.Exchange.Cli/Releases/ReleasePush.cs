using System.CommandLine;
using System.Globalization;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Register;
using Google.Type;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release push</c></summary>
internal static class ReleasePush
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The ranking: one file <4-digit code>.families a kabupaten." };
        var period = new Option<string>("--period") { Description = "Ranking period.", HelpName = "2026-T3", Required = true };
        var version = new Option<int>("--version")
        {
            Description = "Version within the period; corrections raise it.",
            HelpName = "n",
            DefaultValueFactory = _ => 1,
        };
        var snapshot = new Option<string?>("--snapshot")
        {
            Description = "BPS's id of the snapshot that was ranked; of an amendment it is that of its base.",
            HelpName = "id",
        };
        var amends = new Option<string?>("--amends")
        {
            Description = "The release that this one amends: the folder then holds only families that change, and a file's family of its "
                + "number alone removes it.",
            HelpName = "release",
        };
        var reason = new Option<string?>("--reason") { Description = "Of an amendment: why, for the record.", HelpName = "text" };
        var bast = new Option<string?>("--bast") { Description = "Of an amendment: reference of the hand-over record.", HelpName = "text" };
        var effectiveFrom = new Option<string?>("--effective-from")
        {
            Description = "First day on which programmes use it (WIB); by default the first of the period after.",
            HelpName = "yyyy-mm-dd",
        };
        var restart = new Option<string[]>("--restart")
        {
            Description = "Kabupaten to send again from the start, 4 digits; repeat for several.",
            HelpName = "code",
            DefaultValueFactory = _ => [],
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and count the folder, without calling the exchange." };
        var command = new CliCommand(
            "push",
            "Begins a release and uploads a ranking, several kabupaten side by side. Run it again after an interruption: it goes on behind "
            + "what the exchange has.",
            "release push ranking --period 2026-T3 --version 1 --snapshot SNAP-2026-T3 --application bps.pemeringkatan",
            "release push ranking --period 2026-T3 --version 1 --snapshot SNAP-2026-T3 --restart 3204",
            "release push changes --period 2026-T3 --version 2 --amends 2026-T3.v1 --reason \"wrong desa in 3204\" --bast BAST-12/2026",
            "release push ranking --period 2026-T3 --version 1 --snapshot SNAP-2026-T3 --dry-run")
        {
            folder, period, version, snapshot, amends, reason, bast, effectiveFrom, restart, dryRun, ConfigFolder.Option,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            if (!Period.TryParse(parse.GetValue(period), out var ranked))
            {
                throw new CliFailure(ExitCode.Usage, "--period takes a triwulan such as 2026-T3.");
            }

            var files = RankingFolder.Open(parse.GetValue(folder)!);
            if (parse.GetValue(dryRun))
            {
                return await RankingSummary.ShowAsync(files, output, cancellation);
            }

            var name = new ReleaseVersion(ranked, parse.GetValue(version)).ToString();
            await using var client = Connection.Open(parse);
            var releases = client.With(Connection.Context(parse)).Release;
            var amended = parse.GetValue(amends) is { } other
                ? await ReleaseNames.ReadAsync(releases, other, cancellation)
                : null;
            var begun = await releases.BeginReleaseAsync(
                new BeginReleaseRequest
                {
                    RequestId = name,
                    Period = ranked.ToString(),
                    Version = parse.GetValue(version),
                    SnapshotId = parse.GetValue(snapshot) ?? amended?.SnapshotId
                        ?? throw new CliFailure(ExitCode.Usage, "Give --snapshot, or --amends for an amendment."),
                    VariablesVersion = ConfigFolder.ReadCatalogue(parse).Version,
                    EffectiveFrom = DayOf(parse.GetValue(effectiveFrom), ranked),
                    Amendment = amended is null ? null : new Amendment
                    {
                        BaseReleaseId = amended.Id,
                        Reason = parse.GetValue(reason) ?? "",
                        BastReference = parse.GetValue(bast) ?? "",
                    },
                },
                cancellationToken: cancellation);
            var families = await output.ProgressAsync($"Uploading {name}", progress => new RankingUploader(releases).UploadAsync(
                begun.Release.Id, files.Sources, new UploadBar(progress, name), parse.GetValue(restart), cancellation));
            output.Say($"{families} families of {files.Kabupaten.Count} kabupaten are at the exchange as {name} ({begun.Release.Id}).");
            output.Say($"Next: dtsen release seal {name} --folder {parse.GetValue(folder)} "
                + $"{(amended is null ? "" : $"--base-folder <folder of {amended.Name}> ")}--key <file>");
            output.Answer(new { release_id = begun.Release.Id, name, kabupaten = files.Kabupaten.Count, families });
            return ExitCode.Ok;
        });
        return command;
    }

    private static Date DayOf(string? text, Period period)
    {
        var day = period.Next.FirstDay;
        if (text is not null && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            throw new CliFailure(ExitCode.Usage, "--effective-from takes a day such as 2026-10-01.");
        }

        return day.ToDate();
    }

    /// <summary>The families in a kabupaten are known only at its end, so the bar counts kabupaten and the text families.</summary>
    private sealed class UploadBar(IProgress<(double Share, string What)> bar, string name) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => bar.Report((
            value.Kabupaten == 0 ? 0 : (double)value.Complete / value.Kabupaten,
            $"Uploading {name}: {value.TotalRows} families, {value.Complete} of {value.Kabupaten} kabupaten"));
    }
}
