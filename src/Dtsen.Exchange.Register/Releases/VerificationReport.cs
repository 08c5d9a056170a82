using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What verifying a release came to.</summary>
/// <param name="Manifest">The manifest, where it can be understood; to be believed only where nothing was found.</param>
/// <param name="Findings">Everything that is wrong, in order of the checks: signature, files, content.</param>
public sealed record VerificationReport(ReleaseManifest? Manifest, IReadOnlyList<ReleaseFinding> Findings)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Findings.Count == 0;
}
