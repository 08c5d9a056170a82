namespace Dtsen.Exchange.Client.Population;

/// <summary>How a report of events is cut up; the defaults suit a file of millions.</summary>
public sealed record ReportLimits
{
    /// <summary>Events a page, 1 to 1,000.</summary>
    public int EventsPerPage { get; init; } = 500;

    /// <summary>Pages that are sent and not answered yet, at most; they are kept, to be sent again where the connection breaks.</summary>
    public int PagesUnderWay { get; init; } = 16;

    /// <summary>Failed connections in a row, without an answer between, after which it gives up.</summary>
    public int MaxFailures { get; init; } = 8;
}
