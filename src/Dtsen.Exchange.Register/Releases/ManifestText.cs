using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What the manifest says of a release.</summary>
internal static class ManifestText
{
    /// <summary>Format of the files that this software writes.</summary>
    public const int Format = 2;

    /// <summary>The oldest format that it reads: without a birth table.</summary>
    public const int OldestFormat = 1;

    /// <summary>Begins a manifest with what was known before the check.</summary>
    public static ReleaseManifest Begin(ReleaseDescription description) => new()
    {
        Format = Format,
        ReleaseId = description.Id,
        Period = description.Version.Period.ToString(),
        Version = description.Version.Version,
        SnapshotId = description.SnapshotId,
        SnapshotSeq = description.SnapshotSeq,
        VariablesVersion = description.VariablesVersion,
        EffectiveFrom = description.EffectiveFrom.ToDate(),
    };

    /// <summary>Completes a manifest whose kabupaten are known.</summary>
    public static void Complete(
        ReleaseManifest manifest, WrittenTables tables, IEnumerable<ReleaseFile> families, IEnumerable<SetAsideCount> setAside)
    {
        manifest.Digest = DigestOf(manifest.Kabupaten);
        manifest.Families = manifest.Kabupaten.Sum(content => content.Families);
        manifest.People = tables.People;
        manifest.SetAside.AddRange(setAside);
        manifest.Files.AddRange(families.Concat(tables.Files.Select(FileOf)).OrderBy(file => file.Name, StringComparer.Ordinal));
    }

    /// <summary>SHA-256 over code (4 ASCII digits), count (8 bytes, little endian) and digest of each kabupaten, in order.</summary>
    public static ByteString DigestOf(IEnumerable<KabupatenContent> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var content in contents)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(content.KodeKabupatenKota));
            BinaryPrimitives.WriteInt64LittleEndian(count, content.Families);
            hash.AppendData(count);
            hash.AppendData(content.Digest.Span);
        }

        return ByteString.CopyFrom(hash.GetHashAndReset());
    }

    /// <summary>A file as the manifest lists it.</summary>
    public static ReleaseFile FileOf(FileDigest file) => new()
    {
        Name = file.Name,
        Size = file.Length,
        Sha256 = ByteString.CopyFrom(Convert.FromHexString(file.Sha256)),
    };
}
