using Google.Protobuf;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>What an item of an answer says, in so little that it can be compared at once.</summary>
internal interface IItemContent
{
    /// <summary>All of it: equal where, and only where, the items are.</summary>
    ulong Key { get; }

    /// <summary>The bits of <see cref="Key"/> on which the item depends once a mask has gone over it; others may be among them.</summary>
    static abstract ulong KeyBits(AnswerMask mask);

    /// <summary>The item, with all that it says.</summary>
    IMessage ToItem();
}
