using System.CommandLine;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Cli.Terminal;

namespace Dtsen.Exchange.Cli.Audits;

/// <summary>The option that names the public key of a log.</summary>
internal static class VerifierKey
{
    public static Option<string?> Create(string description) => new("--key") { Description = description, HelpName = "key or file" };

    /// <summary>Reads a key: itself, or the file that holds it.</summary>
    /// <exception cref="CliFailure">It is none.</exception>
    public static NoteKey Read(string value)
    {
        var text = File.Exists(value) ? File.ReadAllText(value).Trim() : value;
        return NoteKey.TryParse(text, out var key)
            ? key!
            : throw new CliFailure(
                ExitCode.Usage, "--key takes a verifier key such as exchange/node-1+1a2b3c4d+ARpc…, or a file with it.");
    }
}
