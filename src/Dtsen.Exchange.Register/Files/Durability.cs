using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.Register.Files;

/// <summary>What makes a file's content, and a new name in a folder, survive a power cut.</summary>
public static partial class Durability
{
    /// <summary>
    /// Writes a file's content through to the disk. .NET's own way to do so says nothing when the disk refuses
    /// (seen with .NET 10 on Linux), and what failed to reach the disk would be acknowledged.
    /// </summary>
    /// <exception cref="IOException">The disk refused: nobody knows what of the content is on it.</exception>
    public static void SyncFile(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (Sync(file) != 0)
        {
            throw new IOException($"A file cannot be synced (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>
    /// Writes a folder's entries through to the disk: without it a renamed file may be back under its old name
    /// after a crash, though its content was synced. Windows journals renames, and cannot sync a folder.
    /// </summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int readOnly = 0;
        var descriptor = Open(folder, readOnly);
        if (descriptor < 0)
        {
            throw new IOException($"A folder cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()}).");
        }

        var failed = Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"A folder cannot be synced (errno {error}).");
        }
    }

    /// <summary>Makes a folder, with those above it that are missing, so that none of them is lost by a crash.</summary>
    public static void CreateFolder(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        SyncFolder(parent);
    }

    /// <summary>Takes the right to write away: what is sealed is only ever unlinked.</summary>
    public static void MakeReadOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    /// <summary>Gives a file a second name, which is as durable as its folder.</summary>
    /// <returns>False where the system cannot: the two lie on different file systems, or it knows no such names.</returns>
    public static bool TryLink(string path, string secondPath) => !OperatingSystem.IsWindows() && Link(path, secondPath) == 0;

    /// <summary>
    /// Gives a sealed file a second name, so that it takes its room once; where the system cannot, a copy. Sync the folder afterwards.
    /// </summary>
    internal static void LinkOrCopy(string path, string secondPath)
    {
        if (TryLink(path, secondPath))
        {
            return;
        }

        File.Copy(path, secondPath);
        using (var copy = File.OpenHandle(secondPath, FileMode.Open, FileAccess.Read))
        {
            SyncFile(copy);
        }

        MakeReadOnly(secondPath);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string secondPath);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
