using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Writes the families of one kabupaten that are kept, and their digest. Pages are cut by size here, so that the file does not depend
/// on the pages in which the families were sent.
/// </summary>
internal sealed class KeptFamilies(string folder, WilayahCode kabupaten) : IDisposable
{
    private const int PageBytes = 1 << 20;
    private const int PageFamilies = 4096;

    private readonly BlockWriter _writer = BlockWriter.Open(RankingUpload.FileOf(folder, kabupaten));
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _page = new byte[PageBytes];
    private readonly List<ReadOnlyMemory<byte>> _families = new(PageFamilies);
    private readonly List<ulong> _numbers = new(PageFamilies);
    private int _length;
    private long _count;

    /// <summary>Adds the next family, in rising order of nomor KK.</summary>
    public void Add(ReadOnlySpan<byte> family)
    {
        if (!FamilyWire.TryReadNumber(family, out var number))
        {
            throw new InvalidOperationException("A family without a number was kept.");
        }

        if (_page.Length - _length < family.Length || _families.Count == PageFamilies)
        {
            WritePage();
        }

        var copy = _page.AsMemory(_length, family.Length);
        family.CopyTo(copy.Span);
        _length += family.Length;
        _families.Add(copy);
        _numbers.Add(number.RevealNumber());
        _digest.AppendData(family);
        _count++;
    }

    public (KabupatenContent Content, FileDigest File) Complete()
    {
        WritePage();
        var content = new KabupatenContent
        {
            KodeKabupatenKota = kabupaten.ToString(),
            Families = _count,
            Digest = ByteString.CopyFrom(_digest.GetCurrentHash()),
        };
        return (content, _writer.Complete());
    }

    public void Dispose()
    {
        _writer.Dispose();
        _digest.Dispose();
    }

    private void WritePage()
    {
        _writer.Append(_families, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_numbers));
        _families.Clear();
        _numbers.Clear();
        _length = 0;
    }
}
