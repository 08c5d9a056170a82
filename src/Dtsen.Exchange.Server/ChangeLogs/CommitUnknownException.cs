namespace Dtsen.Exchange.Server.ChangeLogs;

/// <summary>
/// COMMIT was sent and did not answer with success, so the transaction may stand or may not. Whoever repeats it must look first.
/// </summary>
internal sealed class CommitUnknownException(Exception inner) : Exception(
    "COMMIT was sent but not confirmed: the transaction may have been written. Read before repeating it.", inner);
