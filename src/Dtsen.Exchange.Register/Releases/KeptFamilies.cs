using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Blocks;
using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Writes the families of one kabupaten that a release holds: one by one, or whole blocks as another file has them.</summary>
internal sealed class KeptFamilies : IDisposable
{
    private readonly WilayahCode _kabupaten;
    private readonly FamilyPage _page;
    private readonly BlockWriter _writer;

    /// <param name="folder">Folder of the release.</param>
    /// <param name="kabupaten">Kabupaten or kota.</param>
    /// <param name="page">In which families are gathered; what stands in it is dropped.</param>
    public KeptFamilies(string folder, WilayahCode kabupaten, FamilyPage page)
    {
        _kabupaten = kabupaten;
        _page = page;
        _page.Clear();
        _writer = BlockWriter.Open(RankingUpload.FileOf(folder, kabupaten), digest: true);
    }

    /// <summary>Adds the next family, in rising order of nomor KK.</summary>
    public void Add(ReadOnlySpan<byte> family)
    {
        if (!FamilyWire.TryReadNumber(family, out var number))
        {
            throw new InvalidOperationException("A family without a number was kept.");
        }

        if (!_page.HasRoomFor(family.Length))
        {
            WritePage();
        }

        _page.Add(number.RevealNumber(), family);
    }

    /// <summary>Adds the families of a block, each of which stands in it under its number.</summary>
    public void TakeOver(BlockReader source, int block)
    {
        WritePage();
        _writer.TakeOver(source, block);
    }

    /// <summary>Completes the file.</summary>
    /// <param name="digest">SHA-256 over the bytes of all its families, in order.</param>
    public (KabupatenContent Content, FileDigest File) Complete(ReadOnlySpan<byte> digest)
    {
        WritePage();
        var content = new KabupatenContent
        {
            KodeKabupatenKota = _kabupaten.ToString(),
            Families = _writer.Rows,
            Digest = ByteString.CopyFrom(digest),
        };
        return (content, _writer.Complete());
    }

    public void Dispose() => _writer.Dispose();

    private void WritePage()
    {
        _writer.Append(_page.All, _page.Numbers);
        _page.Clear();
    }
}
