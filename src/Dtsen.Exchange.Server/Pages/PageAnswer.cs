using System.Buffers;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>
/// The answer to a page. Its items, field 1 of its message, are masked and encoded as they are added; all other fields follow them, so
/// that together they are the message as its generated class writes it.
/// </summary>
/// <param name="rest">The message without items. The gate masks it and completes what it says of itself.</param>
/// <param name="room">Bytes that the items will take, or somewhat more.</param>
internal abstract class PageAnswer(IMessage rest, int room)
{
    private byte[] _items = ArrayPool<byte>.Shared.Rent(room);
    private int _length;

    /// <summary>The message without its items.</summary>
    public IMessage Rest => rest;

    /// <summary>Writes the message, which is gone then.</summary>
    public void WriteTo(SerializationContext context)
    {
        context.SetPayloadLength(_length + rest.CalculateSize());
        var target = context.GetBufferWriter();
        target.Write(_items.AsSpan(0, _length));
        ArrayPool<byte>.Shared.Return(_items);
        (_items, _length) = ([], 0);
        rest.WriteTo(target);
        context.Complete();
    }

    /// <summary>Adds the encoding of an item.</summary>
    protected void Add(ReadOnlySpan<byte> item)
    {
        item.CopyTo(Room(item.Length));
        Take(item.Length);
    }

    /// <summary>Room for an item, of which as much as it needs is to be taken.</summary>
    protected Span<byte> Room(int most)
    {
        if (_items.Length - _length < most)
        {
            Grow(most);
        }

        return _items.AsSpan(_length);
    }

    /// <summary>Takes what was written to the room.</summary>
    protected void Take(int length) => _length += length;

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, 2 * _items.Length));
        _items.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_items);
        _items = larger;
    }
}

/// <inheritdoc/>
/// <typeparam name="TContent">What an item says.</typeparam>
/// <param name="mask">What the agreement lets through.</param>
/// <param name="rest">The message without items.</param>
/// <param name="count">How many items there will be.</param>
internal sealed class PageAnswer<TContent>(AnswerMask mask, IMessage rest, int count) : PageAnswer(rest, count * UsualItem)
    where TContent : struct, IItemContent
{
    private const int UsualItem = 32;

    private readonly MaskedItems<TContent> _masked = mask.ItemsOf<TContent>();

    /// <summary>Adds an item.</summary>
    public void Add(TContent content)
    {
        if (TContent.Longest > 0)
        {
            Take(_masked.Write(content, Room(TContent.Longest)));
        }
        else
        {
            Add(_masked.Encode(content));
        }
    }

    /// <summary>Adds an item of which there is hardly another like it.</summary>
    public void Add(IMessage item) => Add(_masked.Encode(item).AsSpan());
}
