using Google.Protobuf;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>A request of many items, or a page of a stream, that is read without an object for each.</summary>
/// <typeparam name="TSelf">The page itself.</typeparam>
internal interface IPage<TSelf> : IPage
    where TSelf : class, IPage<TSelf>
{
    /// <summary>Reads a page that is encoded in the usual form.</summary>
    /// <param name="encoded">The page; it is gone when this returns.</param>
    /// <param name="most">So many items are kept; of what is beyond them only the number.</param>
    /// <returns>Null where its form is another, so that nothing is known of it.</returns>
    static abstract TSelf? TryRead(ReadOnlySpan<byte> encoded, int most);

    /// <summary>The page that a message of the generated class is.</summary>
    /// <param name="message">A request of one of the methods that take such pages.</param>
    /// <param name="most">So many items are kept.</param>
    static abstract TSelf Of(IMessage message, int most);
}

/// <summary>What the gate knows of a page. Whoever answers it disposes of it: its memory is used again.</summary>
internal interface IPage : IDisposable
{
    /// <summary>How many items it holds.</summary>
    int Count { get; }
}
