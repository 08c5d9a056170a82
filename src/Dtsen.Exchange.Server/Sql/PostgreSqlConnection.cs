using Npgsql;

namespace Dtsen.Exchange.Server.Sql;

/// <summary>
/// Reads a PostgreSQL connection given as key=value pairs or as a URI. No error repeats what was given: it may hold a password.
/// </summary>
internal static class PostgreSqlConnection
{
    public static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        var builder = Uri.TryCreate(connection, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql"
            ? FromUri(uri!)
            : FromPairs(connection);
        builder.ApplicationName ??= "dtsen-exchange";
        return builder;
    }

    private static NpgsqlConnectionStringBuilder FromPairs(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException(
                "The database connection is neither sqlite:<path>, nor a postgres:// URI, nor Npgsql's key=value pairs.",
                nameof(connection));
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        if (uri.Host.Length > 0)
            builder.Host = uri.IdnHost;
        if (uri.Port > 0)
            builder.Port = uri.Port;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Set(builder, Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        // libpq's spelling where it differs from Npgsql's; any other name goes to Npgsql, which refuses what it does not know.
        var key = name switch
        {
            "sslmode" => "SSL Mode",
            "sslrootcert" => "Root Certificate",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "connect_timeout" => "Timeout",
            "application_name" => "Application Name",
            "options" => "Options",
            _ => name,
        };
        try
        {
            builder[key] = key == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new ArgumentException($"The database URI has a parameter that is not understood: {name}.", nameof(name));
        }
    }
}
