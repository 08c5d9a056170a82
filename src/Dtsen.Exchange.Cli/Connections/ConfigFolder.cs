using System.CommandLine;
using Dtsen.Exchange.Cli.Terminal;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Cli.Connections;

/// <summary>Where the configuration lies: named, or ./config, or beside the program, or in a folder above it.</summary>
internal static class ConfigFolder
{
    private const string Variable = "DTSEN_CONFIG";
    private const string Catalogue = "variables.v1.json";

    /// <summary>Names it.</summary>
    public static Option<string?> Option { get; } = new("--config")
    {
        Description = $"Folder of the configuration; or {Variable}. Otherwise ./config, or the one that comes with dtsen.",
        HelpName = "folder",
    };

    /// <exception cref="CliFailure">There is none.</exception>
    public static string Find(ParseResult parse)
    {
        var named = parse.GetValue(Option) ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(Path.Combine(named, Catalogue))
                ? named
                : throw new CliFailure(ExitCode.Usage, $"{named} is no folder of the configuration: it holds no {Catalogue}.");
        }

        if (File.Exists(Path.Combine("config", Catalogue)))
        {
            return Path.GetFullPath("config");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var config = Path.Combine(folder.FullName, "config");
            if (File.Exists(Path.Combine(config, Catalogue)))
            {
                return config;
            }
        }

        throw new CliFailure(ExitCode.Usage, $"The configuration was not found: name its folder with --config or {Variable}.");
    }

    /// <summary>The regions.</summary>
    public static WilayahTable ReadWilayah(ParseResult parse) => WilayahTable.Load(Path.Combine(Find(parse), "wilayah"));

    /// <summary>The variables.</summary>
    public static VariableCatalogue ReadCatalogue(ParseResult parse) => VariableCatalogue.Load(Path.Combine(Find(parse), Catalogue));
}
