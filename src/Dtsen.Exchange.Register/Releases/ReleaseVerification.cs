using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Verifies a release, in its folder or in a copy of it, by nothing but BPS's public keys: signature, every file, and that the files hold
/// the families whose digests were signed. Serving a release asks for the first two.
/// </summary>
public static class ReleaseVerification
{
    /// <summary>Verifies a release. It reads every file twice, in bounded memory, and writes nothing.</summary>
    /// <param name="folder">Folder of a sealed release.</param>
    /// <param name="keys">BPS's public keys.</param>
    /// <param name="progress">Told how much is done, 0 to 1, and of what.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static VerificationReport Run(
        string folder, ReleaseKeys keys, IProgress<(double Share, string What)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(keys);
        var findings = new List<ReleaseFinding>();
        if (SignedManifest.FaultOf(folder, keys, out var manifest) is { } unsigned)
        {
            findings.Add(ToFinding(unsigned));
        }

        if (manifest is null)
        {
            return new VerificationReport(null, findings);
        }

        var filesAreSigned = true;
        var bytes = (double)manifest.Files.Sum(file => file.Size);
        long read = 0;
        foreach (var fault in ManifestFiles.FaultsOf(folder, manifest, file =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report((read / bytes / 2, file.Name));
            read += file.Size;
        }))
        {
            filesAreSigned = false;
            findings.Add(Locate(folder, fault));
        }

        // What is not the file that was signed has been told: comparing its content would tell it again, at every row.
        if (filesAreSigned)
        {
            findings.AddRange(Compare(folder, manifest, progress, cancellation));
        }

        return new VerificationReport(manifest, findings);
    }

    private static List<ReleaseFinding> Compare(
        string folder, ReleaseManifest manifest, IProgress<(double Share, string What)>? progress, CancellationToken cancellation)
    {
        long compared = 0;
        var findings = new List<ReleaseFinding>();
        try
        {
            using var content = new ContentCheck(folder, families =>
            {
                cancellation.ThrowIfCancellationRequested();
                compared += families;
                progress?.Report((0.5 + (compared / (double)Math.Max(manifest.Families, 1) / 2), $"{compared} families"));
            });
            findings.AddRange(content.Run(manifest));
        }
        catch (RegisterFileException fault)
        {
            // A file that was signed as it is and cannot be read.
            findings.Add(ToFinding(fault));
        }

        return findings;
    }

    private static ReleaseFinding ToFinding(RegisterFileException fault) => new(fault.FileName, fault.Fault, fault.What);

    private static ReleaseFinding Locate(string folder, RegisterFileException fault)
    {
        var place = fault.Fault is RegisterFileFault.ChecksumMismatch or RegisterFileFault.WrongLength
            ? DamagedPlace.In(Path.Combine(folder, fault.FileName))
            : null;
        return new ReleaseFinding(fault.FileName, fault.Fault, place is null ? fault.What : $"{fault.What} Within it, {place}");
    }
}
