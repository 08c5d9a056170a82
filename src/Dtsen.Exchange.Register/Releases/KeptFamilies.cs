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
internal sealed class KeptFamilies : IDisposable
{
    private readonly WilayahCode _kabupaten;
    private readonly FamilyPage _page;
    private readonly BlockWriter _writer;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ulong _last;
    private long _count;

    /// <param name="folder">Folder of the release.</param>
    /// <param name="kabupaten">Kabupaten or kota.</param>
    /// <param name="page">In which families are gathered; what stands in it is dropped.</param>
    public KeptFamilies(string folder, WilayahCode kabupaten, FamilyPage page)
    {
        _kabupaten = kabupaten;
        _page = page;
        _page.Clear();
        _writer = BlockWriter.Open(RankingUpload.FileOf(folder, kabupaten));
    }

    /// <summary>Adds the next family, in rising order of nomor KK.</summary>
    public void Add(ReadOnlySpan<byte> family)
    {
        if (!TryAdd(family))
        {
            throw new InvalidOperationException("Of two families with one number both were kept.");
        }
    }

    /// <summary>The same, where it is not known yet whether the family before has the same number.</summary>
    /// <returns>False where it has: the family was not added, and the file is not that of a release.</returns>
    public bool TryAdd(ReadOnlySpan<byte> family)
    {
        if (!FamilyWire.TryReadNumber(family, out var number))
        {
            throw new InvalidOperationException("A family without a number was kept.");
        }

        if (_count > 0 && number.RevealNumber() == _last)
        {
            return false;
        }

        if (!_page.HasRoomFor(family.Length))
        {
            WritePage();
        }

        _last = number.RevealNumber();
        _page.Add(_last, family);
        _count++;
        return true;
    }

    public (KabupatenContent Content, FileDigest File) Complete()
    {
        WritePage();
        var content = new KabupatenContent
        {
            KodeKabupatenKota = _kabupaten.ToString(),
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
        _digest.AppendData(_page.Content);
        _writer.Append(_page.All, _page.Numbers);
        _page.Clear();
    }
}
