namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>Where this machine has PostgreSQL's programs.</summary>
internal static class PostgreSqlPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The folder that holds initdb, pg_ctl and postgres: of the PATH, or the newest of Debian's packages; null where there is none.</summary>
    public static string? Find() => OnPath().Concat(OfDebian()).FirstOrDefault(IsWhole);

    private static string[] OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> OfDebian() => !Directory.Exists(Debian)
        ? []
        : Directory.GetDirectories(Debian)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"));

    private static bool IsWhole(string folder) =>
        new[] { "initdb", "pg_ctl", "postgres" }.All(program => File.Exists(Path.Combine(folder, program)));
}
