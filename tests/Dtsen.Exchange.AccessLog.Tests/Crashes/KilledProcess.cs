using System.Diagnostics;
using System.Globalization;

namespace Dtsen.Exchange.AccessLog.Tests.Crashes;

/// <summary>Starts an <see cref="AppendingProcess"/>, ends it, and keeps what it had acknowledged.</summary>
internal sealed class KilledProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public List<(long Index, long Start, int Appender, int Number)> Acknowledged { get; } = [];

    public List<(long Size, byte[] Root)> Trees { get; } = [];

    public string? Refused { get; private set; }

    /// <summary>Runs one and kills it some time after its first leaf.</summary>
    public static async Task<KilledProcess> RunAsync(string folder, TimeSpan life)
    {
        using var process = Process.Start(Info(Environment.ProcessPath!, [AppendingProcess.Command, folder]))!;
        var read = new KilledProcess();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => read.ReadAsync(process.StandardOutput, first));
        await Task.WhenAny(first.Task, reading).WaitAsync(Patience);
        await Task.Delay(life);
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
        await reading.WaitAsync(Patience);
        return read;
    }

    /// <summary>Runs one that may write files of no more than some KB, until it ends by itself.</summary>
    public static async Task<KilledProcess> RunWithSmallFilesAsync(string folder, int kilobytes)
    {
        // Ignored, the signal becomes an error of the write. The limit would hit the runtime's own shared memory too, but for the switch.
        var script = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
        var info = Info("/bin/bash", ["-c", script, Environment.ProcessPath!, AppendingProcess.Command, folder]);
        info.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(info)!;
        var read = new KilledProcess();
        await read.ReadAsync(process.StandardOutput, new TaskCompletionSource()).WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return read;
    }

    private static ProcessStartInfo Info(string program, string[] arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
    };

    // A last line without its end was cut by the kill; it may lack digits.
    private async Task ReadAsync(StreamReader output, TaskCompletionSource first)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        for (int length; (length = await output.ReadAsync(buffer)) > 0;)
        {
            text.Append(buffer, 0, length);
            first.TrySetResult();
        }

        foreach (var line in text.ToString().Split('\n')[..^1])
        {
            Take(line.Split(' '));
        }
    }

    private void Take(string[] words)
    {
        switch (words)
        {
            case ["ack", var index, var start, var appender, var number]:
                Acknowledged.Add((
                    long.Parse(index, CultureInfo.InvariantCulture), long.Parse(start, CultureInfo.InvariantCulture),
                    int.Parse(appender, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture)));
                break;
            case ["tree", var size, var root]:
                Trees.Add((long.Parse(size, CultureInfo.InvariantCulture), Convert.FromHexString(root)));
                break;
            case ["refused", var fault]:
                Refused = fault;
                break;
            default:
                throw new InvalidOperationException("The process printed what nobody expects.");
        }
    }
}
