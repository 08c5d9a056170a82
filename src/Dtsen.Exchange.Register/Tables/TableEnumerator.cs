namespace Dtsen.Exchange.Register.Tables;

/// <summary>Walks the rows of a Table in order of key.</summary>
public ref struct TableEnumerator
{
    private readonly TableReader _table;
    private long _index;

    internal TableEnumerator(TableReader table)
    {
        _table = table;
        _index = -1;
    }

    /// <summary>The row, key included.</summary>
    public readonly ReadOnlySpan<byte> Current => _table.Row(_index);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext() => ++_index < _table.Count;
}
