using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Client.Releases;

/// <summary>
/// Cuts the families of a kabupaten into pages. What is durable is read again all the same: count and digest are over everything.
/// </summary>
/// <param name="source">The families.</param>
/// <param name="durable">Rows that need no sending.</param>
/// <param name="limits">How large a page may be.</param>
internal sealed class RankingPages(KabupatenSource source, long durable, UploadLimits limits) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _rows;

    /// <summary>The pages behind what is durable, in order; to be run through once.</summary>
    public IEnumerable<RankingPage> Read()
    {
        var page = NewPage();
        var bytes = 0;
        foreach (var family in source.Families())
        {
            _hash.AppendData(family.Span);
            if (_rows >= durable)
            {
                if (page.Families.Count == limits.PageFamilies || (page.Families.Count > 0 && bytes + family.Length > limits.PageBytes))
                {
                    yield return page;
                    page = NewPage();
                    bytes = 0;
                }

                page.Families.Add(ByteString.CopyFrom(family.Span));
                bytes += family.Length;
            }

            _rows++;
        }

        if (page.Families.Count > 0)
        {
            yield return page;
        }
    }

    /// <summary>What declares the kabupaten complete, once the pages have been read.</summary>
    public CompleteKabupaten Complete() => new()
    {
        KodeKabupatenKota = source.KodeKabupatenKota,
        Families = _rows,
        Digest = ByteString.CopyFrom(_hash.GetHashAndReset()),
    };

    public void Dispose() => _hash.Dispose();

    private RankingPage NewPage() => new() { KodeKabupatenKota = source.KodeKabupatenKota, FirstRow = Math.Max(_rows, durable) };
}
