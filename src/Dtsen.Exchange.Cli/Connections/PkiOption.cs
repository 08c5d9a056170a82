using System.CommandLine;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Connections;

/// <summary>Where certificates and keys lie.</summary>
internal static class PkiOption
{
    private const string Variable = "DTSEN_PKI";

    /// <summary>Names the folder.</summary>
    public static Option<string?> Option { get; } = new("--pki")
    {
        Description = $"Folder of certificates and keys; or {Variable}. ./pki by default.",
        HelpName = "folder",
    };

    public static PkiFolder Find(ParseResult parse)
    {
        var named = parse.GetValue(Option) ?? Environment.GetEnvironmentVariable(Variable);
        return new PkiFolder(string.IsNullOrEmpty(named) ? "pki" : named);
    }
}
