using Google.Protobuf;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Items of answers as an agreement lets them through, encoded. The generated class makes each; and since what is said of people recurs,
/// its encoding is kept by what it says. Never by whom it is said of: nothing of a number or a name is in it. Safe for several threads.
/// </summary>
/// <typeparam name="TContent">What an item says.</typeparam>
/// <param name="mask">The mask of the agreement.</param>
internal sealed class MaskedItems<TContent>(AnswerMask mask)
    where TContent : struct, IItemContent
{
    private const int PlaceBits = 12;

    /// <summary>Items are field 1 of every answer that has some.</summary>
    private const int Field = 1;

    // An even spread of keys that differ in few bits.
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly Kept?[] _places = new Kept?[1 << PlaceBits];
    private readonly ulong _keyBits = TContent.KeyBits(mask);

    /// <summary>Writes an item of a content that can be written.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="item">Takes it.</param>
    /// <returns>Its length.</returns>
    public int Write(TContent content, Span<byte> item) => TContent.Write(content.Key & _keyBits, _keyBits, item);

    /// <summary>The encoding of an item, as it stands in the answer. It is kept by others and not to be changed.</summary>
    public ReadOnlySpan<byte> Encode(TContent content)
    {
        var key = content.Key & _keyBits;
        ref var place = ref _places[(key * Spread) >> (64 - PlaceBits)];
        var kept = Volatile.Read(ref place);
        if (kept is null || kept.Key != key)
        {
            kept = new Kept(key, Encode(content.ToItem()));
            Volatile.Write(ref place, kept);
        }

        return kept.Bytes;
    }

    /// <summary>The encoding of an item, as it stands in the answer.</summary>
    public byte[] Encode(IMessage item)
    {
        mask.Apply(item);
        var bytes = new byte[CodedOutputStream.ComputeTagSize(Field) + CodedOutputStream.ComputeMessageSize(item)];
        using var stream = new CodedOutputStream(bytes);
        stream.WriteTag(Field, WireFormat.WireType.LengthDelimited);
        stream.WriteMessage(item);
        stream.Flush();
        return bytes;
    }

    private sealed class Kept(ulong key, byte[] bytes)
    {
        public ulong Key => key;

        public byte[] Bytes => bytes;
    }
}
