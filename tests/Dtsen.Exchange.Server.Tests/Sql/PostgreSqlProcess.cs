using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Dtsen.Exchange.Server.Tests.Sql;

/// <summary>
/// A PostgreSQL of this run: on loopback, on a free port, in a temporary folder. A shell starts it and waits for the end of its
/// input, which comes when it is disposed and also when the run dies; then it stops the server and deletes the folder.
/// </summary>
internal sealed class PostgreSqlProcess : IAsyncDisposable
{
    private const string Ready = "ready";
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Script = """
        set -eu
        programs=$1 port=$2 settings=$3
        read -r password
        folder=$(mktemp -d "${TMPDIR:-/tmp}/dtsen-postgresql-XXXXXX")
        trap '"$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
        trap '' INT HUP
        printf '%s\n' "$password" > "$folder/password"
        "$programs/initdb" -D "$folder/data" -U dtsen -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C --no-sync > /dev/null
        cat >> "$folder/data/postgresql.conf" <<END
        listen_addresses = '127.0.0.1'
        port = $port
        unix_socket_directories = ''
        max_connections = 300
        fsync = on
        $settings
        END
        "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start > /dev/null || { cat "$folder/log" >&2; exit 1; }
        echo ready
        cat > /dev/null
        """;

    private readonly Process _shell;

    private PostgreSqlProcess(Process shell, NpgsqlConnectionStringBuilder connection)
    {
        _shell = shell;
        Connection = connection;
    }

    /// <summary>How its superuser connects to the database that is always there.</summary>
    public NpgsqlConnectionStringBuilder Connection { get; }

    /// <param name="programs">Folder of initdb, pg_ctl and postgres.</param>
    /// <param name="settings">More lines of its postgresql.conf.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it said.</exception>
    public static async Task<PostgreSqlProcess> StartAsync(string programs, string settings = "")
    {
        for (var attempt = 1; ; attempt++)
        {
            // Between this and the start somebody else can take the port.
            var port = FreePort();
            var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            var shell = Process.Start(Shell(programs, port, settings))!;
            await shell.StandardInput.WriteLineAsync(password);
            await shell.StandardInput.FlushAsync();
            using var patience = new CancellationTokenSource(Patience);
            if (await shell.StandardOutput.ReadLineAsync(patience.Token) == Ready)
            {
                return new PostgreSqlProcess(shell, new NpgsqlConnectionStringBuilder
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Username = "dtsen",
                    Password = password,
                    Database = "postgres",
                });
            }

            var said = await shell.StandardError.ReadToEndAsync(patience.Token);
            shell.Dispose();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {said}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _shell.WaitForExitAsync(patience.Token);
        _shell.Dispose();
    }

    private static ProcessStartInfo Shell(string programs, int port, string settings)
    {
        // initdb and postgres refuse root.
        string[] command = Environment.IsPrivilegedProcess
            ? ["runuser", "-u", OtherUser(), "--", "sh", "-c", Script, "sh", programs, $"{port}", settings]
            : ["sh", "-c", Script, "sh", programs, $"{port}", settings];
        return new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static string OtherUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
