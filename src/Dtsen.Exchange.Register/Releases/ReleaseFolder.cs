namespace Dtsen.Exchange.Register.Releases;

/// <summary>Makes a release of what was uploaded, in two steps: check, then sign.</summary>
public static class ReleaseFolder
{
    /// <summary>
    /// Checks every family, sets offending ones aside and writes the files of the rest, with the manifest last. What an earlier check wrote
    /// is replaced. Memory stays bounded whatever the size.
    /// </summary>
    /// <param name="uploadFolder">Folder of a <see cref="RankingUpload"/>, closed by now.</param>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="description">What the release is.</param>
    /// <param name="rules">By what families are judged.</param>
    /// <param name="cancellation">Gives up and leaves nothing behind.</param>
    public static CheckedRelease Check(
        string uploadFolder, string folder, ReleaseDescription description, SealingRules rules, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>What the last check came to; null where there was none.</summary>
    public static CheckedRelease? ReadCheck(string folder) => throw new NotImplementedException();

    /// <summary>Keeps BPS's signature over the manifest; from here on the release is sealed. Signing again with the same bytes changes nothing.</summary>
    /// <returns>False where the signature does not hold; nothing was kept then.</returns>
    public static bool TrySign(string folder, string keyId, ReadOnlySpan<byte> signature, ReleaseKeys keys) => throw new NotImplementedException();
}
