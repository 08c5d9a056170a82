using Google.Protobuf;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>What an item of an answer says, in so little that it can be compared at once.</summary>
internal interface IItemContent
{
    /// <summary>All of it: equal where, and only where, the items are.</summary>
    ulong Key { get; }

    /// <summary>
    /// The bits of <see cref="Key"/> on which the item depends once a mask has gone over it. Others may be among them where items are made
    /// by the generated class; where they are written here, none: what is not granted is not among them.
    /// </summary>
    static abstract ulong KeyBits(AnswerMask mask);

    /// <summary>The longest item that <see cref="Write"/> writes; 0 where encodings are kept by what they say instead.</summary>
    static virtual int Longest => 0;

    /// <summary>Writes an item as it stands in the answer, byte for byte as the generated class would, of what is granted alone.</summary>
    /// <param name="key">A key.</param>
    /// <param name="granted">What <see cref="KeyBits"/> says of the mask.</param>
    /// <param name="item">Takes it: room for <see cref="Longest"/>.</param>
    /// <returns>Its length.</returns>
    static virtual int Write(ulong key, ulong granted, Span<byte> item) => throw new NotSupportedException();

    /// <summary>The item, with all that it says.</summary>
    IMessage ToItem();
}
