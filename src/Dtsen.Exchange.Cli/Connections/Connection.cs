using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Pki;

namespace Dtsen.Exchange.Cli.Connections;

/// <summary>The options of every command that calls the exchange.</summary>
internal static class Connection
{
    private static readonly Option<string?> Exchange = Named("--exchange", "uri", "Address of the exchange; or DTSEN_EXCHANGE.");
    private static readonly Option<string?> Authority = Named("--authority", "uri", "Issuer of access tokens; or DTSEN_AUTHORITY.");
    private static readonly Option<string?> Application = Named(
        "--application", "id", "Application as which to call; or DTSEN_APPLICATION. Its certificate lies in the PKI folder.");

    private static readonly Option<string?> Purpose = Named("--purpose", "name", "Purpose of the call, as the agreement names it.");
    private static readonly Option<string?> ActingFor = Named(
        "--acting-for", "party", "For whom the application acts: agency:<id> or wilayah:<code>.");

    private static readonly Option<string?> EndUser = Named(
        "--end-user", "role:id", "Who asks; for a citizen citizen:<keyed hash>. Never a NIK or a name.");

    private static readonly Option<string?> Reference = Named("--reference", "text", "Case number, for the record. Never a NIK or a name.");

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Exchange, Authority, PkiOption.Option, Application, Purpose, ActingFor, EndUser, Reference })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>A client; nothing is connected yet.</summary>
    /// <exception cref="CliFailure">Something is not said, or the certificate is not there.</exception>
    public static ExchangeClient Open(ParseResult parse)
    {
        var exchange = Address(parse, Exchange, "DTSEN_EXCHANGE", "where the exchange is");
        var authority = Address(parse, Authority, "DTSEN_AUTHORITY", "who issues access tokens");
        var application = Value(parse, Application, "DTSEN_APPLICATION")
            ?? throw new CliFailure(ExitCode.Usage, "Say as which application to call: --application <id> or DTSEN_APPLICATION.");
        var pki = PkiOption.Find(parse);
        if (!ApplicationCertificate.IsWellFormedId(application) || !File.Exists(pki.ApplicationCertificate(application)))
        {
            throw new CliFailure(
                ExitCode.Usage,
                $"There is no certificate of this application in {pki.Root}: name another folder with --pki, or issue one with "
                + "dtsen pki issue.");
        }

        return new ExchangeClient(ExchangeClientOptions.FromPem(
            exchange, authority, application, pki.ApplicationCertificate(application), pki.ApplicationKey(application), pki.CaCertificate));
    }

    /// <summary>What the calls say about themselves.</summary>
    public static CallContext Context(ParseResult parse) => new()
    {
        Purpose = parse.GetValue(Purpose),
        ActingFor = parse.GetValue(ActingFor),
        EndUser = parse.GetValue(EndUser),
        Reference = parse.GetValue(Reference),
    };

    private static Option<string?> Named(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static string? Value(ParseResult parse, Option<string?> option, string variable) =>
        (parse.GetValue(option) ?? Environment.GetEnvironmentVariable(variable)) is { Length: > 0 } value ? value : null;

    private static Uri Address(ParseResult parse, Option<string?> option, string variable, string what)
    {
        var text = Value(parse, option, variable)
            ?? throw new CliFailure(ExitCode.Usage, $"Say {what}: {option.Name} https://… or {variable}.");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new CliFailure(ExitCode.Usage, $"{option.Name} takes an https address such as https://exchange.example:8443.");
    }
}
