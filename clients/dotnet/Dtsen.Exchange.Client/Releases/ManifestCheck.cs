using Dtsen.Exchange.Contracts.Release.V1;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>Compares what the exchange claims a release holds with what BPS uploaded. What differs is not to be signed.</summary>
public static class ManifestCheck
{
    /// <summary>Computes and compares.</summary>
    /// <param name="answer">Answer to the first SealRelease.</param>
    /// <param name="sources">What was uploaded.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Every difference, in words; empty where the manifest holds.</returns>
    public static async Task<IReadOnlyList<string>> CompareAsync(
        SealReleaseResponse answer, IReadOnlyList<KabupatenSource> sources, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var manifest = ReleaseManifest.Parser.ParseFrom(answer.Manifest);
        var counted = manifest.SetAside.Sum(count => count.Families);
        if (counted != answer.SetAside.Count)
        {
            return [$"{counted} families were set aside and {answer.SetAside.Count} are listed: what is not listed cannot be checked."];
        }

        var contents = await ReleaseDigest.ComputeAsync(sources, answer.SetAside, cancellation);
        return [.. Differences(manifest, contents)];
    }

    /// <summary>Computes and compares an amendment: what was sent, and the whole release that base and changes make together.</summary>
    /// <param name="answer">Answer to the first SealRelease.</param>
    /// <param name="sources">The families of the base as the exchange has it: those that were set aside are left out.</param>
    /// <param name="changes">What was uploaded.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Every difference, in words; empty where the manifest holds.</returns>
    public static async Task<IReadOnlyList<string>> CompareAmendmentAsync(
        SealReleaseResponse answer,
        IReadOnlyList<KabupatenSource> sources,
        IReadOnlyList<KabupatenSource> changes,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var manifest = ReleaseManifest.Parser.ParseFrom(answer.Manifest);
        if (manifest.Amendment is not { } amendment)
        {
            return ["The manifest is of a full release, and an amendment was uploaded."];
        }

        var before = await ReleaseDigest.ComputeAsync(sources, [], cancellation);
        var sent = await ReleaseDigest.ComputeAsync(changes, [], cancellation);
        var whole = await ReleaseDigest.ComputeAsync(AmendedSources.Merge(sources, changes), [], cancellation);
        return
        [
            .. amendment.BaseDigest == ReleaseDigest.Of(before) ? [] : (string[])["The base is not the one of the folder."],
            .. amendment.Sent.SequenceEqual(sent) ? [] : (string[])["What the exchange received is not what was sent."],
            .. Differences(manifest, whole),
        ];
    }

    /// <summary>Compares a manifest with what was computed.</summary>
    /// <param name="manifest">What the exchange claims.</param>
    /// <param name="computed">What <see cref="ReleaseDigest.ComputeAsync"/> found.</param>
    public static IEnumerable<string> Differences(ReleaseManifest manifest, IReadOnlyList<KabupatenContent> computed)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(computed);
        var claimed = manifest.Kabupaten.ToDictionary(content => content.KodeKabupatenKota, StringComparer.Ordinal);
        foreach (var own in computed)
        {
            // A kabupaten of which nothing was kept may be left out.
            if (!claimed.Remove(own.KodeKabupatenKota, out var other))
            {
                if (own.Families > 0)
                {
                    yield return $"{own.KodeKabupatenKota}: {own.Families} families are missing from the manifest.";
                }
            }
            else if (own.Families != other.Families)
            {
                yield return $"{own.KodeKabupatenKota}: the manifest counts {other.Families} families, the upload {own.Families}.";
            }
            else if (own.Digest != other.Digest)
            {
                yield return $"{own.KodeKabupatenKota}: the content differs from the upload.";
            }
        }

        foreach (var code in claimed.Keys.Order(StringComparer.Ordinal))
        {
            yield return $"{code}: stands in the manifest and was not uploaded.";
        }

        var families = computed.Sum(content => content.Families);
        if (manifest.Families != families)
        {
            yield return $"The manifest counts {manifest.Families} families in all, the upload {families}.";
        }

        if (manifest.Digest != ReleaseDigest.Of(manifest.Kabupaten))
        {
            yield return "The digest of the release is not that of its kabupaten.";
        }
    }
}
