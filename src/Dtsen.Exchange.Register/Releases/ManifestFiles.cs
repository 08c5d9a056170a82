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
        var manifestPath = Path.Combine(folder, ReleaseFileNames.Manifest);
        if (manifest.Format != ManifestText.Format)
        {
            throw new RegisterFileException(
                manifestPath, RegisterFileFault.UnknownFormat,
                $"is of a release of format {manifest.Format}; this software reads {ManifestText.Format}.");
        }

        if (!ManifestText.DigestOf(manifest.Kabupaten).Equals(manifest.Digest))
        {
            throw new RegisterFileException(manifestPath, RegisterFileFault.Inconsistent, "its digest is not that of its kabupaten.");
        }

        CheckNames(folder, manifest);
        foreach (var file in manifest.Files)
        {
            VerifyContent(Path.Combine(folder, file.Name), file);
        }
    }

    private static void CheckNames(string folder, ReleaseManifest manifest)
    {
        var expected = manifest.Kabupaten.Select(content => NameOf(content.KodeKabupatenKota))
            .Concat([PeopleTable.FileName, PeopleTable.LongNamesFileName, FamilyTable.FileName])
            .Order(StringComparer.Ordinal);
        if (!expected.SequenceEqual(manifest.Files.Select(file => file.Name)))
        {
            throw new RegisterFileException(
                Path.Combine(folder, ReleaseFileNames.Manifest), RegisterFileFault.Inconsistent, "does not list the files of a release.");
        }

        var known = manifest.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(
            [ReleaseFileNames.Manifest, ReleaseFileNames.Signature, ReleaseFileNames.UnfinishedSignature, ReleaseFileNames.Check]);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            if (!known.Contains(Path.GetFileName(path)))
            {
                throw new RegisterFileException(path, RegisterFileFault.Unlisted, "is not in the manifest.");
            }
        }
    }

    // A code that is none gives a name that no file of a manifest may have.
    private static string NameOf(string kabupaten) =>
        WilayahCode.TryParse(kabupaten, out var code) && code.Level == WilayahLevel.KabupatenKota ? RankingUpload.FileOf("", code) : "";

    private static void VerifyContent(string path, ReleaseFile listed)
    {
        if (!File.Exists(path))
        {
            throw new RegisterFileException(path, RegisterFileFault.Missing, "is not there.");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        if (file.Length != listed.Size)
        {
            throw new RegisterFileException(path, RegisterFileFault.WrongLength, "does not have the length that the manifest says.");
        }

        if (!SHA256.HashData(file).AsSpan().SequenceEqual(listed.Sha256.Span))
        {
            throw new RegisterFileException(path, RegisterFileFault.ChecksumMismatch, "is not the file that was signed.");
        }
    }
}
