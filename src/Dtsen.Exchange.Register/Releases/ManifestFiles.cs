using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Families;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.People;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Compares a folder with its manifest: every file that is listed, none besides, byte for byte.</summary>
internal static class ManifestFiles
{
    private const int BufferSize = 1 << 20;

    /// <summary>Verifies a folder against a manifest whose signature holds.</summary>
    /// <exception cref="RegisterFileException">The file that the exception names is not as the manifest says.</exception>
    public static void Verify(string folder, ReleaseManifest manifest)
    {
        foreach (var fault in FaultsOf(folder, manifest))
        {
            throw fault;
        }
    }

    /// <summary>Everything that is wrong, found as it is asked for; of a manifest that cannot be, only that.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="began">Told of each file before it is read.</param>
    public static IEnumerable<RegisterFileException> FaultsOf(
        string folder, ReleaseManifest manifest, Action<ReleaseFile>? began = null)
    {
        if (FaultOf(manifest) is var (fault, what))
        {
            yield return new RegisterFileException(Path.Combine(folder, ReleaseFileNames.Manifest), fault, what);
            yield break;
        }

        foreach (var unlisted in Unlisted(folder, manifest))
        {
            yield return new RegisterFileException(unlisted, RegisterFileFault.Unlisted, "is not in the manifest.");
        }

        foreach (var file in manifest.Files)
        {
            began?.Invoke(file);
            if (FaultOf(Path.Combine(folder, file.Name), file, manifest) is { } broken)
            {
                yield return broken;
            }
        }
    }

    private static (RegisterFileFault Fault, string What)? FaultOf(ReleaseManifest manifest)
    {
        if (manifest.Format is < ManifestText.OldestFormat or > ManifestText.Format)
        {
            return (RegisterFileFault.UnknownFormat,
                $"is of a release of format {manifest.Format}; this software reads {ManifestText.OldestFormat} to {ManifestText.Format}.");
        }

        if (!ManifestText.DigestOf(manifest.Kabupaten).Equals(manifest.Digest))
        {
            return (RegisterFileFault.Inconsistent, "its digest is not that of its kabupaten.");
        }

        var expected = manifest.Kabupaten.Select(content => NameOf(content.KodeKabupatenKota))
            .Concat([PeopleTable.FileName, PeopleTable.LongNamesFileName, FamilyTable.FileName])
            .Concat(manifest.Format == ManifestText.OldestFormat ? [] : [BirthTable.FileName])
            .Order(StringComparer.Ordinal);
        return expected.SequenceEqual(manifest.Files.Select(file => file.Name))
            ? null
            : (RegisterFileFault.Inconsistent, "does not list the files of a release.");
    }

    private static IEnumerable<string> Unlisted(string folder, ReleaseManifest manifest)
    {
        var known = manifest.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(
        [
            ReleaseFileNames.Manifest, ReleaseFileNames.Signature, ReleaseFileNames.UnfinishedSignature, ReleaseFileNames.Check,
            ReleaseFileNames.SetAside,
        ]);
        return Directory.EnumerateFileSystemEntries(folder)
            .Where(path => !known.Contains(Path.GetFileName(path)))
            .Order(StringComparer.Ordinal);
    }

    // A code that is none gives a name that no file of a manifest may have.
    private static string NameOf(string kabupaten) =>
        WilayahCode.TryParse(kabupaten, out var code) && code.Level == WilayahLevel.KabupatenKota ? RankingUpload.FileOf("", code) : "";

    private static RegisterFileException? FaultOf(string path, ReleaseFile listed, ReleaseManifest manifest)
    {
        if (!File.Exists(path))
        {
            return new RegisterFileException(path, RegisterFileFault.Missing, "is not there.");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        var others = manifest.Files.Where(other => other.Size == file.Length).ToList();
        if (others.Count > 0)
        {
            var hash = SHA256.HashData(file);
            if (others.Contains(listed) && listed.Sha256.Span.SequenceEqual(hash))
            {
                return null;
            }

            if (others.Find(other => other.Sha256.Span.SequenceEqual(hash)) is { } other)
            {
                return new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, $"is the file that was signed as {other.Name}.");
            }
        }

        return file.Length == listed.Size
            ? new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "is not the file that was signed.")
            : new RegisterFileException(
                path, RegisterFileFault.WrongLength, $"has {file.Length} bytes, and the file that was signed {listed.Size}.");
    }
}
