using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The manifest of a release and BPS's signature over it: whatever else is said of a release rests on these two.</summary>
internal static class SignedManifest
{
    /// <summary>Reads a manifest whose signature holds.</summary>
    /// <exception cref="RegisterFileException">Manifest or signature is missing or damaged, or the signature does not hold.</exception>
    public static ReleaseManifest Read(string folder, ReleaseKeys keys) =>
        FaultOf(folder, keys, out var manifest) is { } fault ? throw fault : manifest!;

    /// <summary>What is wrong with manifest and signature.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="keys">BPS's keys.</param>
    /// <param name="manifest">The manifest, where it can be understood; to be believed only where nothing is wrong.</param>
    /// <returns>Null where nothing is.</returns>
    public static RegisterFileException? FaultOf(string folder, ReleaseKeys keys, out ReleaseManifest? manifest)
    {
        manifest = null;
        try
        {
            manifest = ReleaseMessages.Read(folder, ReleaseFileNames.Manifest, ReleaseManifest.Parser);
            var signature = ReleaseMessages.Read(folder, ReleaseFileNames.Signature, ReleaseSignature.Parser);
            return !keys.Contains(signature.KeyId) ? Invalid("is by a key that is not known here.")
                : !keys.Verify(signature.KeyId, manifest.ToByteArray(), signature.Signature.Span)
                    ? Invalid($"does not hold for the {ReleaseFileNames.Manifest}: one of the two is not what BPS signed.")
                : null;
        }
        catch (RegisterFileException fault)
        {
            return fault;
        }

        RegisterFileException Invalid(string what) =>
            new(Path.Combine(folder, ReleaseFileNames.Signature), RegisterFileFault.SignatureInvalid, what);
    }
}
