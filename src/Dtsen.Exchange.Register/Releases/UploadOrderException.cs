namespace Dtsen.Exchange.Register.Releases;

/// <summary>A page does not follow on what was received, or its families do not rise by nomor KK. Nothing of it was kept.</summary>
public sealed class UploadOrderException : InvalidOperationException
{
    internal UploadOrderException(long row, bool gap)
        : base(gap
            ? $"The page begins at row {row}, which is not the next."
            : $"The family at row {row} has a nomor KK below the one before.")
    {
        Row = row;
        IsGap = gap;
    }

    /// <summary>Row within the kabupaten, from 0.</summary>
    public long Row { get; }

    /// <summary>Whether rows before the page are missing, rather than out of order within it.</summary>
    public bool IsGap { get; }
}
