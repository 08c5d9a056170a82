using System.Globalization;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf;

namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>The wire forms of some families, to be read in rising order of nomor KK. It is used again, so that it grows once.</summary>
internal sealed class FamilyBuffer
{
    private readonly List<(ulong FamilyNumber, int At, int Length)> _families = [];
    private byte[] _bytes = new byte[1 << 16];
    private int _end;

    public void Clear()
    {
        _families.Clear();
        _end = 0;
    }

    public void Add(Family family)
    {
        var length = family.CalculateSize();
        if (_bytes.Length - _end < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + length));
        }

        family.WriteTo(_bytes.AsSpan(_end, length));
        _families.Add((ulong.Parse(family.NomorKartuKeluarga, CultureInfo.InvariantCulture), _end, length));
        _end += length;
    }

    /// <summary>Each is good until the buffer is cleared.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> InOrder()
    {
        _families.Sort();
        foreach (var (_, at, length) in _families)
        {
            yield return _bytes.AsMemory(at, length);
        }
    }
}
