using System.Buffers;

namespace Dtsen.Exchange.Server.Pages;

/// <summary>
/// The items of a page, in memory that later pages use again: a thousand of them are too large for the collector's young objects.
/// </summary>
/// <typeparam name="T">An item as it was read.</typeparam>
/// <param name="room">How many there will be, about.</param>
internal sealed class PageItems<T>(int room) : IDisposable
    where T : struct
{
    private const int LeastRoom = 16;

    private T[] _items = ArrayPool<T>.Shared.Rent(Math.Max(room, LeastRoom));
    private int _count;

    /// <summary>The items, until this is disposed.</summary>
    public ReadOnlySpan<T> Span => _items.AsSpan(0, _count);

    /// <summary>Adds an item, which is to be written.</summary>
    public ref T Add()
    {
        if (_count == _items.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(2 * _count);
            Span.CopyTo(larger);
            Return();
            _items = larger;
        }

        return ref _items[_count++];
    }

    /// <summary>Forgets them.</summary>
    public void Dispose()
    {
        Return();
        (_items, _count) = ([], 0);
    }

    private void Return()
    {
        _items.AsSpan(0, _count).Clear();
        ArrayPool<T>.Shared.Return(_items);
    }
}
