using System.Diagnostics;
using System.Globalization;

namespace Dtsen.Exchange.Tests.Faults;

/// <summary>
/// A disk that fails when a test says so, for a process that is started with <see cref="Environment"/>: <c>faulty_disk.c</c> stands between
/// the process and every call that changes what is on the disk below one folder, and counts these steps.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    /// <summary>The error of a disk that breaks.</summary>
    public const int BrokenDisk = 5;

    /// <summary>The error of a disk that is full.</summary>
    public const int NoRoom = 28;

    private static readonly Lazy<string?> Library = new(Compile);

    private readonly string _control;
    private int _orders;

    /// <summary>Stands before the disk below a folder.</summary>
    /// <param name="folder">The folder, by its full path.</param>
    /// <param name="control">File by which the process is told what to do; null makes one.</param>
    public FaultyDisk(string folder, string? control = null)
    {
        Folder = folder;
        _control = control ?? Path.GetTempFileName();
        Obey("record", 0, 0);
    }

    public string Folder { get; }

    /// <summary>What a process needs in its environment to have this disk. It has one processor, so that its steps come in one order.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library.Value!,
        ["FAULTY_DISK_FOLDER"] = Folder,
        ["FAULTY_DISK_CONTROL"] = _control,
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    /// <summary>Whether this machine can have such a disk: Linux, and a C compiler.</summary>
    public static bool IsThere => Library.Value is not null;

    /// <summary>The steps that were counted since the last order, by name: what was done, and the file below the folder.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            var id = _orders.ToString(CultureInfo.InvariantCulture) + " ";
            var lines = File.Exists(_control + ".log") ? File.ReadAllLines(_control + ".log") : [];
            return [.. lines.Where(line => line.StartsWith(id, StringComparison.Ordinal)).Select(line => line[id.Length..])];
        }
    }

    /// <summary>Counts the steps from 1 again, and lets none fail.</summary>
    public void Work() => Obey("record", 0, 0);

    /// <summary>The step of this number fails, once, among those whose name has this part.</summary>
    public void Fail(int number, string part = "") => Obey("fail", number, BrokenDisk, part);

    /// <summary>From the step of this number on there is no room.</summary>
    public void FillUp(int number, string part = "") => Obey("full", number, NoRoom, part);

    /// <summary>The process ends before the step of this number, among those whose name has this part.</summary>
    public void Kill(int number, string part) => Obey("kill", number, 0, part);

    /// <summary>The same, with half of the step done where it is a write.</summary>
    public void Tear(int number, string part) => Obey("tear", number, 0, part);

    public void Dispose()
    {
        File.Delete(_control);
        File.Delete(_control + ".log");
    }

    private void Obey(string mode, int number, int error, string part = "")
    {
        _orders++;
        File.Delete(_control + ".log");
        File.WriteAllText(_control + ".new", string.Create(CultureInfo.InvariantCulture, $"{_orders} {mode} {number} {error} {part}\n"));
        File.Move(_control + ".new", _control, overwrite: true);
    }

    private static string? Compile()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var library = Path.Combine(AppContext.BaseDirectory, $"faulty_disk.{System.Environment.ProcessId}.so");
        var source = Path.Combine(AppContext.BaseDirectory, "faulty_disk.c");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"]))!;
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("faulty_disk.c does not compile.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
