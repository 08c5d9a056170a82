using System.CommandLine;
using System.Text.Json;
using Dtsen.Exchange.Cli.Connections;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Register.Releases;

namespace Dtsen.Exchange.Cli.Releases;

/// <summary><c>dtsen release verify</c></summary>
internal static class ReleaseVerify
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Folder of a sealed release, e.g. <data>/releases/<id>/release of a node, or a copy of it.",
        };
        var command = new CliCommand(
            "verify",
            "Verifies a sealed release without a server, by BPS's public keys: the signature, every file, and that the files hold the "
            + "families whose digests BPS signed. Ends with 1 where something is wrong, and names file, place and fault.",
            "release verify data/releases/r-0a1b2c3d4e5f60718293a4b5/release --pki pki",
            "release verify copy-of-2026-T3.v1 --keys bps-keys --json")
        {
            folder, KeysOption, PkiOption.Option,
        };
        command.Run(async (parse, output, cancellation) =>
        {
            var path = parse.GetValue(folder)!;
            if (!Directory.Exists(path))
            {
                throw new CliFailure(ExitCode.Usage, $"There is no folder {path}.");
            }

            var keys = ReadKeys(parse);
            var report = await output.ProgressAsync(
                "Verifying", progress => Task.Run(() => ReleaseVerification.Run(path, keys, progress, cancellation), cancellation));
            Show(report, output);
            return report.IsClean ? ExitCode.Ok : ExitCode.No;
        });
        return command;
    }

    /// <summary>Names the folder of BPS's public keys.</summary>
    public static Option<string?> KeysOption { get; } = new("--keys")
    {
        Description = "Folder of BPS's public keys, <key id>.pem, from whom you trust; by default release-keys in the PKI folder.",
        HelpName = "folder",
    };

    /// <summary>BPS's public keys.</summary>
    /// <exception cref="CliFailure">There are none.</exception>
    public static ReleaseKeys ReadKeys(ParseResult parse)
    {
        var folder = parse.GetValue(KeysOption) ?? PkiOption.Find(parse).ReleaseKeys;
        var keys = ReleaseKeys.Load(folder);
        return keys.Count > 0
            ? keys
            : throw new CliFailure(ExitCode.Usage, $"{folder} holds no public key <key id>.pem: name another folder with --keys.");
    }

    private static void Show(VerificationReport report, Output output)
    {
        var name = report.Manifest is { } manifest ? $"{manifest.Period}.v{manifest.Version}" : null;
        output.Say(report.IsClean
            ? $"{name}: nothing is wrong. {report.Manifest!.Families} families, {report.Manifest.People} people, "
                + $"digest {Convert.ToHexStringLower(report.Manifest.Digest.Span)}"
            : $"{name ?? "The release"}: {report.Findings.Count} findings. It must not be used.");
        if (!report.IsClean)
        {
            output.Show(
                ["File", "Fault", "What"],
                report.Findings.Select(finding => new[] { finding.File, FaultOf(finding), finding.What }));
        }

        output.Answer(new
        {
            ok = report.IsClean,
            release = name,
            release_id = report.Manifest?.ReleaseId,
            families = report.Manifest?.Families,
            people = report.Manifest?.People,
            digest = report.Manifest is null ? null : Convert.ToHexStringLower(report.Manifest.Digest.Span),
            findings = report.Findings.Select(finding => new { finding.File, fault = FaultOf(finding), finding.What }),
        });
    }

    private static string FaultOf(ReleaseFinding finding) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.Fault.ToString());
}
