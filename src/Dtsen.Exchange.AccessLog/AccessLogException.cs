namespace Dtsen.Exchange.AccessLog;

/// <summary>The log cannot be relied on. Names the file (without its folder) and the place in it, never what a leaf holds.</summary>
public sealed class AccessLogException : IOException
{
    internal AccessLogException(AccessLogFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of trouble.</summary>
    public AccessLogFault Fault { get; }

    internal static AccessLogException Damaged(string path, string what, IOException? inner = null) =>
        new(AccessLogFault.Damaged, $"{Path.GetFileName(path)}: {what}", inner);

    internal static AccessLogException Unwritable(Exception inner) => new(
        AccessLogFault.Unwritable,
        $"The access log cannot be written, so it refuses every append until it is opened again: {inner.Message}", inner);
}
