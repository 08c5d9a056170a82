namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>The command cannot go on; the message says what to do. It never holds a NIK, a nomor KK or a name.</summary>
internal sealed class CliFailure(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
