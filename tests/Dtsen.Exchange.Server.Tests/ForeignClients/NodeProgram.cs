using System.Diagnostics;
using System.Text.Json;

namespace Dtsen.Exchange.Server.Tests.ForeignClients;

/// <summary>Runs a script of this folder with Node.js and the packages of tools/ci.</summary>
internal static class NodeProgram
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Gives a script its task on standard input and returns what it writes.</summary>
    public static async Task<JsonElement> RunAsync(string script, object task)
    {
        var modules = RepositoryFolder.Inner(Path.Combine("tools", "ci", "node_modules"));
        if (!Directory.Exists(Path.Combine(modules, "@grpc", "grpc-js")) || FindNode() is not { } node)
        {
            Needed.Missing("The gRPC client for Node.js is missing: install Node.js 20 or later, then run npm ci in tools/ci.");
            return default;
        }

        var start = new ProcessStartInfo(
            node, [RepositoryFolder.Inner(Path.Combine("tests", "Dtsen.Exchange.Server.Tests", "ForeignClients", script))])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = modules;
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(task));
            process.StandardInput.Close();
            await process.WaitForExitAsync(bound.Token);
            Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await error}");
            return JsonSerializer.Deserialize<JsonElement>(await output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? FindNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
        .FirstOrDefault(File.Exists);
}
