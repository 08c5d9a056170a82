using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>The families of one kabupaten after an amendment: those of the base and those that were sent, merged by nomor KK.</summary>
internal static class AmendedFamilies
{
    /// <summary>Writes them.</summary>
    /// <param name="basePath">The base's file; null where it has none.</param>
    /// <param name="upload">What was sent, none of it set aside.</param>
    /// <param name="position">What of it is the kabupaten's.</param>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="progress">Told of each family; it may give up.</param>
    public static (KabupatenContent Content, FileDigest File) Write(
        string? basePath, UploadedFamilies upload, UploadPosition position, string folder, CheckProgress progress)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var kept = new KeptFamilies(folder, position.Kabupaten, new FamilyPage());
        using var baseReader = basePath is null ? null : BlockReader.Open(basePath);
        using var rest = baseReader?.Read();
        using var reader = upload.Open(position);
        using var sent = reader.Read();
        var hasRest = rest?.MoveNext() ?? false;
        while (sent.MoveNext())
        {
            progress.Step();
            _ = FamilyWire.TryReadNumber(sent.Family.Span, out var number);
            for (; hasRest && rest!.Key < number.RevealNumber(); hasRest = rest.MoveNext())
            {
                Add(rest.Family.Span);
            }

            if (hasRest && rest!.Key == number.RevealNumber())
            {
                hasRest = rest.MoveNext();
            }

            if (!FamilyWire.IsNumberAlone(sent.Family.Span))
            {
                Add(sent.Family.Span);
            }
        }

        for (; hasRest; hasRest = rest!.MoveNext())
        {
            progress.Step();
            Add(rest!.Family.Span);
        }

        return kept.Complete(digest.GetHashAndReset());

        void Add(ReadOnlySpan<byte> family)
        {
            digest.AppendData(family);
            kept.Add(family);
        }
    }
}
