namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>What the process ends with. Documented in <c>docs/cli.md</c>.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Done, and the answer is no: not a NIK, not found, bad rows, a manifest that differs.</summary>
    No = 1,

    /// <summary>The command, a file or an option cannot be used as given.</summary>
    Usage = 2,

    /// <summary>The exchange or its authority refused.</summary>
    Refused = 3,

    /// <summary>The exchange or its authority could not be reached, or was not ready: try again.</summary>
    Unreachable = 4,

    /// <summary>A fault of dtsen itself, or a node that has ended by itself.</summary>
    Fault = 70,

    /// <summary>Interrupted from outside.</summary>
    Interrupted = 130,
}
