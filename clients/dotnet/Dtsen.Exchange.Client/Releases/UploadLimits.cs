namespace Dtsen.Exchange.Client.Releases;

/// <summary>How an upload is cut up. The defaults suit the nation; tests use smaller ones.</summary>
public sealed record UploadLimits
{
    /// <summary>Kabupaten that are sent side by side.</summary>
    public int SideBySide { get; init; } = 4;

    /// <summary>Pages of a kabupaten that may be under way without being acknowledged.</summary>
    public int Window { get; init; } = 4;

    /// <summary>Families in a page, at most 5,000.</summary>
    public int PageFamilies { get; init; } = 5_000;

    /// <summary>Bytes of families in a page; one family that is larger travels alone.</summary>
    public int PageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Connections in a row that may break without a page getting through, before the upload gives up.</summary>
    public int MaxFailures { get; init; } = 8;
}
