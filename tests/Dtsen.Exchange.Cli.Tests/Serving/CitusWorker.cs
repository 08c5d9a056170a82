using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;

namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>A worker of a Citus cluster on this machine, which can be killed and brought back.</summary>
internal sealed class CitusWorker
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly int _port;
    private string[] _command = [];

    private CitusWorker(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>One of the workers.</summary>
    public static async Task<CitusWorker> FindAsync(string coordinator)
    {
        await using var connection = new NpgsqlConnection(coordinator);
        var (port, folder) = await connection.QueryFirstAsync<(int Port, string Folder)>(
            "select nodeport, result from run_command_on_workers('show data_directory') order by nodeport");
        return new CitusWorker(folder, port);
    }

    /// <summary>Ends it as a loss of power does.</summary>
    public void Kill()
    {
        var id = int.Parse(File.ReadLines(Path.Combine(_folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        _command = File.ReadAllText($"/proc/{id}/cmdline").TrimEnd('\0').Split('\0');
        using var postmaster = Process.GetProcessById(id);
        postmaster.Kill();
        postmaster.WaitForExit();
    }

    /// <summary>Brings it back; it answers when this returns.</summary>
    public async Task StartAsync()
    {
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. _command] : _command;
        using var shell = Process.Start(new ProcessStartInfo("setsid", command)
        {
            WorkingDirectory = "/",
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _ = shell.StandardError.ReadToEndAsync();
        _ = shell.StandardOutput.ReadToEndAsync();
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(
                    $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Pooling=false");
                await connection.OpenAsync(bound.Token);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100, bound.Token);
            }
        }
    }
}
