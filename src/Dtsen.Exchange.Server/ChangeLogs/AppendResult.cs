namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>The numbers that a committed transaction gave to its entries.</summary>
/// <param name="FirstSeq">Number of the first entry; 0 when the transaction had none.</param>
/// <param name="Count">How many entries, numbered one after another.</param>
internal readonly record struct AppendResult(long FirstSeq, int Count)
{
    /// <summary>Number of the last entry; 0 when the transaction had none.</summary>
    public long LastSeq => Count == 0 ? 0 : FirstSeq + Count - 1;
}
