using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Server;

namespace Dtsen.Exchange.Cli.Connections;

/// <summary>The database of an exchange.</summary>
internal static class DatabaseOption
{
    private const string Variable = "DTSEN_DATABASE";

    /// <summary>Names the database; one with a password belongs into the variable, where other users do not see it.</summary>
    public static Option<string?> Option { get; } = new("--database")
    {
        Description = $"sqlite:<file> or a PostgreSQL connection string; or {Variable}, where no other user sees it.",
        HelpName = "connection",
    };

    /// <summary>What is named, or null.</summary>
    public static string? Find(ParseResult parse)
    {
        var named = parse.GetValue(Option) ?? Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(named) ? null : named;
    }

    /// <summary>Opens the database that is named.</summary>
    public static ExchangeDatabase Open(ParseResult parse) => ExchangeDatabase.Open(
        Find(parse) ?? throw new CliFailure(ExitCode.Usage, $"Name the database of the exchange: --database, or {Variable}."),
        TimeProvider.System);
}
