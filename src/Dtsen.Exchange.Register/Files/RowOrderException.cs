namespace Dtsen.Exchange.Register.Files;

/// <summary>
/// A row was offered whose key is not above the key before it. Says which row by its index alone:
/// the key is a person or a family.
/// </summary>
public sealed class RowOrderException : InvalidOperationException
{
    internal RowOrderException(string path, long rowIndex, bool duplicate)
        : base($"{Path.GetFileName(path)}: row {rowIndex} " + (duplicate
            ? "has the key of the row before it."
            : "has a key below that of the row before it."))
    {
        RowIndex = rowIndex;
        IsDuplicate = duplicate;
    }

    /// <summary>The index, from 0, that the refused row would have had.</summary>
    public long RowIndex { get; }

    /// <summary>True if the key equals the one before it; false if it lies below.</summary>
    public bool IsDuplicate { get; }
}
