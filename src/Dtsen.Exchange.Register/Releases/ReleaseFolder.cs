using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Makes a release of what was uploaded, in two steps: check, then sign. A folder is worked on by one caller at a time.</summary>
public static class ReleaseFolder
{
    private const int SortMemory = 64 << 20;

    /// <summary>
    /// Checks every family, sets offending ones aside and writes the files of the rest, with the manifest last. What an earlier check wrote
    /// is replaced. Memory stays bounded whatever the size.
    /// </summary>
    /// <param name="uploadFolder">
    /// Folder of a <see cref="RankingUpload"/>, closed by now. After a crash it is opened once before, which cuts off a torn end.
    /// </param>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="description">What the release is.</param>
    /// <param name="rules">By what families are judged.</param>
    /// <param name="progress">Told how much is done, 0 to 1, and of what.</param>
    /// <param name="cancellation">Gives up and leaves nothing behind.</param>
    /// <exception cref="InvalidOperationException">The release is signed: it never changes again.</exception>
    /// <exception cref="ArgumentException">The rules are of another version of the catalogue, or their day is past 2059.</exception>
    /// <exception cref="RegisterFileException">A file of the upload is damaged or torn.</exception>
    /// <exception cref="IOException">The disk refused, or the upload is still open.</exception>
    public static CheckedRelease Check(
        string uploadFolder,
        string folder,
        ReleaseDescription description,
        SealingRules rules,
        IProgress<(double Share, string What)>? progress = null,
        CancellationToken cancellation = default) =>
        Check(uploadFolder, null, folder, description, rules, SortMemory, progress, cancellation);

    /// <summary>
    /// Checks an amendment and writes the files of the whole release: the base with the changes applied. Where any family would be set
    /// aside nothing is written and nothing replaced, and the result says which.
    /// </summary>
    /// <param name="uploadFolder">Folder of what was sent, closed by now.</param>
    /// <param name="amended">The base, open and verified; it may stand in other use meanwhile.</param>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="description">What the release is, with what it amends.</param>
    /// <param name="rules">By what families are judged.</param>
    /// <param name="progress">Told how much is done, 0 to 1, and of what.</param>
    /// <param name="cancellation">Gives up and leaves nothing behind.</param>
    /// <exception cref="InvalidOperationException">The release is signed: it never changes again.</exception>
    /// <exception cref="ArgumentException">The rules are of another version of the catalogue, or their day is past 2059.</exception>
    /// <exception cref="RegisterFileException">A file of the upload or of the base is damaged or torn.</exception>
    /// <exception cref="IOException">The disk refused, or the upload is still open.</exception>
    public static CheckedRelease CheckAmendment(
        string uploadFolder,
        SealedRelease amended,
        string folder,
        ReleaseDescription description,
        SealingRules rules,
        IProgress<(double Share, string What)>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(amended);
        return Check(uploadFolder, amended, folder, description, rules, SortMemory, progress, cancellation);
    }

    /// <summary>What the last check came to; null where there was none.</summary>
    /// <exception cref="RegisterFileException">A file cannot be understood.</exception>
    public static CheckedRelease? ReadCheck(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        FolderSwap.Recover(folder);
        if (!File.Exists(Path.Combine(folder, ReleaseFileNames.Check)))
        {
            return null;
        }

        var check = ReleaseMessages.Read(folder, ReleaseFileNames.Check, SealReleaseResponse.Parser);
        return new CheckedRelease(
            File.ReadAllBytes(Path.Combine(folder, ReleaseFileNames.Manifest)),
            SetAsideList.Read(folder, 0, CheckedRelease.MaxListed),
            [.. check.Report.FamiliesByDesil]);
    }

    /// <summary>Reads what the last check set aside, in order of kabupaten and row.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="first">How many to leave out before the first.</param>
    /// <param name="count">How many at most.</param>
    /// <exception cref="RegisterFileException">The file is damaged.</exception>
    public static IReadOnlyList<SetAsideFamily> ReadSetAside(string folder, long first, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        FolderSwap.Recover(folder);
        return SetAsideList.Read(folder, first, count);
    }

    /// <summary>
    /// Keeps BPS's signature over the manifest; from here on the release is sealed. Signing again changes nothing where the signature that
    /// is kept holds.
    /// </summary>
    /// <returns>False where the signature does not hold; nothing was kept then.</returns>
    /// <exception cref="InvalidOperationException">There was no check.</exception>
    public static bool TrySign(string folder, string keyId, ReadOnlySpan<byte> signature, ReleaseKeys keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(keys);
        FolderSwap.Recover(folder);
        var manifestPath = Path.Combine(folder, ReleaseFileNames.Manifest);
        if (!File.Exists(manifestPath))
        {
            throw new InvalidOperationException("A release is signed after it was checked.");
        }

        var manifest = File.ReadAllBytes(manifestPath);
        if (!keys.Verify(keyId, manifest, signature))
        {
            return false;
        }

        if (IsSigned(folder))
        {
            var kept = ReleaseMessages.Read(folder, ReleaseFileNames.Signature, ReleaseSignature.Parser);
            if (keys.Verify(kept.KeyId, manifest, kept.Signature.Span))
            {
                // Whoever brought it may have failed when its name was to reach the disk.
                Durability.SyncFolder(folder);
                return true;
            }

            // By a key that has been withdrawn since: the new signature takes its place.
            File.Delete(Path.Combine(folder, ReleaseFileNames.Signature));
        }

        var message = new ReleaseSignature { KeyId = keyId, Signature = ByteString.CopyFrom(signature) };
        ReleaseMessages.Write(folder, ReleaseFileNames.Signature, message.ToByteArray());
        return true;
    }

    internal static CheckedRelease Check(
        string uploadFolder,
        SealedRelease? amended,
        string folder,
        ReleaseDescription description,
        SealingRules rules,
        int sortMemory,
        IProgress<(double Share, string What)>? progress,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(uploadFolder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.UploadDay, PersonLayout.LastBirthDate, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfNotEqual(rules.Catalogue.Version, description.VariablesVersion, nameof(rules));
        var target = FolderSwap.Begin(folder);
        try
        {
            if (IsSigned(folder))
            {
                throw new InvalidOperationException("The release is signed: it is not checked again.");
            }

            var runs = Directory.CreateDirectory(Path.Combine(target, "runs")).FullName;
            var result = Run(uploadFolder, amended, target, runs, description, rules, sortMemory, new(progress, cancellation));
            if (amended is not null && result.SetAside.Count > 0)
            {
                FolderSwap.Abandon(folder);
                return result;
            }

            Directory.Delete(runs, recursive: true);
            var kept = new SealReleaseResponse { Report = new ReleaseReport() };
            kept.Report.FamiliesByDesil.AddRange(result.FamiliesByDesil);
            ReleaseMessages.Write(target, ReleaseFileNames.Check, kept.ToByteArray());
            ReleaseMessages.Write(target, ReleaseFileNames.Manifest, result.Manifest.Span);
            cancellation.ThrowIfCancellationRequested();
            FolderSwap.Complete(folder);
            return result;
        }
        catch
        {
            FolderSwap.Abandon(folder);
            throw;
        }
    }

    private static CheckedRelease Run(
        string uploadFolder,
        SealedRelease? amended,
        string target,
        string runs,
        ReleaseDescription description,
        SealingRules rules,
        int sortMemory,
        CheckProgress progress)
    {
        if (amended is null)
        {
            using var full = new ReleaseCheck(uploadFolder, target, runs, rules, sortMemory, progress);
            return full.Run(description);
        }

        using var amendment = new AmendmentCheck(uploadFolder, amended, target, runs, rules, sortMemory, progress);
        return amendment.Run(description);
    }

    private static bool IsSigned(string folder) => File.Exists(Path.Combine(folder, ReleaseFileNames.Signature));
}
