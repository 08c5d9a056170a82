using System.Text;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>What the rows of a Table are, so that no file is read as another.</summary>
public sealed record TableSchema
{
    /// <summary>The longest name, in ASCII characters.</summary>
    public const int MaximumNameLength = 32;

    /// <summary>The smallest row: its key alone.</summary>
    public const int MinimumRowSize = sizeof(ulong);

    /// <summary>The largest row, in bytes.</summary>
    public const int MaximumRowSize = 4096;

    /// <summary>Describes a kind of row.</summary>
    /// <param name="name">1 to 32 characters of printable ASCII without spaces, such as <c>people</c>.</param>
    /// <param name="format">The version of the row's layout, from 1.</param>
    /// <param name="rowSize">Bytes a row, 8 to 4096; the first eight are the key.</param>
    /// <exception cref="ArgumentException">A part lies outside its limits.</exception>
    public TableSchema(string name, ushort format, int rowSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaximumNameLength || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("A schema's name is 1 to 32 printable ASCII characters.", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfZero(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowSize, MinimumRowSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowSize, MaximumRowSize);
        Name = name;
        Format = format;
        RowSize = rowSize;
    }

    /// <summary>What the rows are.</summary>
    public string Name { get; }

    /// <summary>The version of the row's layout.</summary>
    public ushort Format { get; }

    /// <summary>Bytes a row.</summary>
    public int RowSize { get; }

    internal void WriteName(Span<byte> cell)
    {
        cell.Clear();
        Encoding.ASCII.GetBytes(Name, cell);
    }
}
