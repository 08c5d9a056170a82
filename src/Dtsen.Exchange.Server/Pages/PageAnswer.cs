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
    /// <summary>The message without its items.</summary>
    public IMessage Rest => rest;

    /// <summary>The items.</summary>
    protected ArrayBufferWriter<byte> Items { get; } = new(room);

    /// <summary>Writes the message.</summary>
    public void WriteTo(SerializationContext context)
    {
        context.SetPayloadLength(Items.WrittenCount + rest.CalculateSize());
        var target = context.GetBufferWriter();
        target.Write(Items.WrittenSpan);
        rest.WriteTo(target);
        context.Complete();
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
    private const int UsualItem = 16;

    private readonly MaskedItems<TContent> _masked = mask.ItemsOf<TContent>();

    /// <summary>Adds an item.</summary>
    public void Add(TContent content) => Items.Write(_masked.Encode(content));

    /// <summary>Adds an item of which there is hardly another like it.</summary>
    public void Add(IMessage item) => Items.Write(_masked.Encode(item));
}
