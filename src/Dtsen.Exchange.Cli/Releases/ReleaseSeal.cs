using System.CommandLine;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client.Releases;
using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release seal</c></summary>
internal static class ReleaseSeal
{
    public static Command Create()
    {
        var release = ReleaseNames.Argument();
        var folder = new Option<string>("--folder")
        {
            Description = "The ranking that was pushed: what the exchange claims is computed from it, and compared.",
            HelpName = "folder",
            Required = true,
        };
        var baseFolder = new Option<string?>("--base-folder")
        {
            Description = "Of an amendment: the ranking that was pushed for its base, to compute what the two make together.",
            HelpName = "folder",
        };
        var key = new Option<string?>("--key") { Description = "BPS's private key that signs releases, PKCS#8 PEM.", HelpName = "file" };
        var keyId = new Option<string?>("--key-id")
        {
            Description = "Id under which the exchange knows the key; by default the file's name without its ending.",
            HelpName = "id",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and compare, and sign nothing." };
        var command = new CliCommand(
            "seal",
            "Has the exchange check every family, shows what it sets aside and the counts of the rest, compares its digests with the "
            + "folder, and signs. Ends with 1, unsigned, where they differ.",
            "release seal 2026-T3.v1 --folder ranking --dry-run",
            "release seal 2026-T3.v1 --folder ranking --key pki/release-keys/bps-1.key",
            "release seal 2026-T3.v2 --folder changes --base-folder ranking --key pki/release-keys/bps-1.key")
        {
            release, folder, baseFolder, key, keyId, dryRun,
        };
        Connection.AddTo(command);
        command.Run(async (parse, output, cancellation) =>
        {
            var files = RankingFolder.Open(parse.GetValue(folder)!);
            using var signer = parse.GetValue(dryRun) ? null : SignerOf(parse.GetValue(key), parse.GetValue(keyId));
            await using var client = Connection.Open(parse);
            var releases = client.With(Connection.Context(parse)).Release;
            var id = await ReleaseNames.FindAsync(releases, parse.GetValue(release)!, cancellation);
            var answer = await output.ProgressAsync(
                "The exchange checks every family", progress => SealProgress.CheckAsync(releases, id, progress, cancellation));
            SealText.Show(answer, output);

            var before = await BaseOfAsync(releases, answer.Release, parse.GetValue(baseFolder), cancellation);
            var differences = await output.ProgressAsync(
                "Comparing digests with the folder",
                _ => before is null
                    ? ManifestCheck.CompareAsync(answer, files.Sources, cancellation)
                    : ManifestCheck.CompareAmendmentAsync(answer, before, files.Sources, cancellation));
            foreach (var difference in differences)
            {
                output.Note(difference);
            }

            if (differences.Count == 0 && signer is not null)
            {
                var signing = new SealReleaseRequest { ReleaseId = id, Signature = signer.Sign(answer.Manifest.Span) };
                answer.Release = (await releases.SealReleaseAsync(signing, cancellationToken: cancellation)).Release;
            }

            output.Say(
                differences.Count > 0 ? "The manifest is not that of the folder: nothing was signed."
                : signer is null ? "The manifest is that of the folder. Nothing was signed."
                : $"Sealed and signed with {signer.KeyId}. Next: dtsen release publish {answer.Release.Name} --audience first");
            output.Answer(answer, ("differences", differences));
            return differences.Count > 0 ? ExitCode.No : ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The families of an amendment's base, without those that were set aside; null where the release is full.</summary>
    private static async Task<IReadOnlyList<KabupatenSource>?> BaseOfAsync(
        ReleaseService.ReleaseServiceClient releases, Release release, string? folder, CancellationToken cancellation)
    {
        if (release.Amendment is null)
        {
            return null;
        }

        var sources = folder is null
            ? throw new CliFailure(ExitCode.Usage, "This is an amendment: give --base-folder, the ranking that was pushed for its base.")
            : RankingFolder.Open(folder).Sources;
        var check = await releases.SealReleaseAsync(
            new SealReleaseRequest { ReleaseId = release.Amendment.BaseReleaseId }, cancellationToken: cancellation);
        await SetAsidePages.CompleteAsync(releases, check, cancellation);
        var rows = check.SetAside.ToLookup(family => family.KodeKabupatenKota, family => family.Row);
        return [.. sources.Select(source => AmendedSources.Without(source, rows[source.KodeKabupatenKota].ToHashSet()))];
    }

    private static ReleaseSigner SignerOf(string? key, string? keyId) => key is null
        ? throw new CliFailure(ExitCode.Usage, "Give --key, the private key that signs releases, or --dry-run.")
        : ReleaseSigner.FromPem(keyId ?? Path.GetFileNameWithoutExtension(key), key);
}
