using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>What a release must hold, computed from BPS's own families and from nothing that the exchange has computed.</summary>
public static class ReleaseDigest
{
    /// <summary>Count and SHA-256 of the families of each kabupaten without those set aside, in order of code.</summary>
    /// <param name="sources">What was uploaded.</param>
    /// <param name="setAside">What sealing set aside, all of it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<KabupatenContent>> ComputeAsync(
        IReadOnlyList<KabupatenSource> sources, IEnumerable<SetAsideFamily> setAside, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var rows = setAside.ToLookup(family => family.KodeKabupatenKota, family => family.Row);
        var contents = new KabupatenContent[sources.Count];
        await Parallel.ForAsync(0, sources.Count, cancellation, (at, cancelled) =>
        {
            contents[at] = Compute(sources[at], rows[sources[at].KodeKabupatenKota].ToHashSet(), cancelled);
            return ValueTask.CompletedTask;
        });
        return [.. contents.OrderBy(content => content.KodeKabupatenKota, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Digest of a whole release: SHA-256 over code (4 ASCII digits), count (8 bytes, little endian) and digest of each kabupaten, in
    /// order.
    /// </summary>
    public static ByteString Of(IEnumerable<KabupatenContent> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var content in contents)
        {
            BinaryPrimitives.WriteInt64LittleEndian(count, content.Families);
            hash.AppendData(Encoding.ASCII.GetBytes(content.KodeKabupatenKota));
            hash.AppendData(count);
            hash.AppendData(content.Digest.Span);
        }

        return ByteString.CopyFrom(hash.GetHashAndReset());
    }

    private static KabupatenContent Compute(KabupatenSource source, HashSet<long> setAside, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var row = 0L;
        var kept = 0L;
        foreach (var family in source.Families())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!setAside.Contains(row++))
            {
                hash.AppendData(family.Span);
                kept++;
            }
        }

        return new KabupatenContent
        {
            KodeKabupatenKota = source.KodeKabupatenKota,
            Families = kept,
            Digest = ByteString.CopyFrom(hash.GetHashAndReset()),
        };
    }
}
