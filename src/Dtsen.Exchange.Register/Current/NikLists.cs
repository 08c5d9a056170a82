using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Current;

/// <summary>
/// Lists of people by a number, which only grow: 16 bytes a person. One thread writes; any number may read while none does.
/// </summary>
internal sealed class NikLists
{
    private readonly NumberTable<int> _last = new();
    private readonly List<(Nik Nik, int Before)> _items = [default];

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => _last.Bytes + (_items.Capacity * 16L);

    /// <summary>Adds a person, unless the list has them.</summary>
    public void Add(ulong list, Nik nik)
    {
        ref var last = ref _last.GetOrAdd(list);
        for (var at = last; at != 0; at = _items[at].Before)
        {
            if (_items[at].Nik == nik)
            {
                return;
            }
        }

        _items.Add((nik, last));
        last = _items.Count - 1;
    }

    /// <summary>The people of a list, the last one first.</summary>
    public Enumerator this[ulong list] => new(_items, _last.TryGet(list, out var last) ? last : 0);

    /// <summary>Walks a list.</summary>
    internal struct Enumerator(List<(Nik Nik, int Before)> items, int next)
    {
        private int _next = next;

        public Nik Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next == 0)
            {
                return false;
            }

            (Current, _next) = items[_next];
            return true;
        }
    }
}
