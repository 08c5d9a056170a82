namespace Dtsen.Exchange.AccessLog;

/// <summary>Why the log cannot do what it was asked.</summary>
public enum AccessLogFault
{
    /// <summary>Another process holds the folder.</summary>
    InUse = 1,

    /// <summary>
    /// The disk refused a write or a sync: full, read-only, failing. The leaf may or may not be found after the log is opened again;
    /// its append was never acknowledged.
    /// </summary>
    Unwritable = 2,

    /// <summary>A file differs from what was written, is missing, or cannot be read where it is.</summary>
    Damaged = 3,
}
