using System.Diagnostics;
using System.Globalization;

namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>
/// A <see cref="ServerProgram"/> in a process of its own: this program started again. It says on its standard output where it answers, then its
/// counters for each line that it reads, and ends with its standard input, so it does not outlive a benchmark that dies.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Command by which this program becomes a server.</summary>
    public const string Command = "server";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, Uri authority)
    {
        _process = process;
        Address = address;
        Authority = authority;
    }

    public Uri Address { get; }

    public Uri Authority { get; }

    public int Id => _process.Id;

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="server">Which.</param>
    /// <param name="folder">Is handed to it.</param>
    public static async Task<ServerProcess> StartAsync(ServerProgram server, string folder)
    {
        // Where the program was started through `dotnet`, that comes first, then the program.
        List<string> command = [Environment.ProcessPath!, Command, server.Name, folder];
        if (Path.GetFileNameWithoutExtension(command[0]) == "dotnet")
        {
            command.Insert(1, typeof(ServerProcess).Assembly.Location);
        }

        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var words = (await process.StandardOutput.ReadLineAsync() ?? "").Split(' ');
        return words is ["ready", var address, var authority]
            ? new ServerProcess(process, new Uri(address), new Uri(authority))
            : throw new InvalidOperationException($"The server {server.Name} did not start.");
    }

    /// <summary>The other end: runs a server until the input ends.</summary>
    public static async Task ServeAsync(ServerProgram server, string folder, CancellationToken cancellation)
    {
        var started = await server.StartAsync(folder, cancellation);
        await using (started.Host)
        {
            Console.WriteLine($"ready {started.Address} {started.Authority}");
            while (await Console.In.ReadLineAsync(cancellation) is not null)
            {
                var own = Counters.Own();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{own.Cpu.Ticks} {own.Allocated}"));
            }
        }
    }

    /// <summary>What it has used so far.</summary>
    public async Task<Counters> ReadCountersAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        var words = (await _process.StandardOutput.ReadLineAsync())?.Split(' ')
            ?? throw new InvalidOperationException("The server ended.");
        return new Counters(
            TimeSpan.FromTicks(long.Parse(words[0], CultureInfo.InvariantCulture)), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
