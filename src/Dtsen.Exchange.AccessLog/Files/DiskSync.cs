using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>What makes a file's content, and a new name in a folder, survive a power cut.</summary>
internal static partial class DiskSync
{
    /// <summary>
    /// Writes a file's content through to the disk. .NET's own way to do so says nothing when the disk refuses
    /// (seen with .NET 10 on Linux), and a call would be answered that is not recorded.
    /// </summary>
    /// <exception cref="IOException">The disk refused: nobody knows what of the content is on it.</exception>
    public static void File(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (SyncFile(file) != 0)
        {
            throw new IOException($"A file cannot be synced (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>
    /// Writes a file's content through to the disk, and of what is known about it what reading the content takes: where only bytes changed
    /// that the file had before, that is nothing, and takes half the time.
    /// </summary>
    /// <exception cref="IOException">The disk refused: nobody knows what of the content is on it.</exception>
    public static void Data(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            File(file);
        }
        else if (SyncData(file) != 0)
        {
            throw new IOException($"A file cannot be synced (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>
    /// Says that a file which is on the disk is hardly read again: the memory that the system holds it in is free for the next, which is
    /// faster than taking more, and for the register.
    /// </summary>
    public static void Forget(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            const int notNeeded = 4;
            _ = Advise(file, 0, 0, notNeeded);
        }
    }

    /// <summary>Gives a file a second name, or says that it cannot have one there.</summary>
    public static bool TryLink(string path, string secondPath) => !OperatingSystem.IsWindows() && Link(path, secondPath) == 0;

    /// <summary>Writes the entries of a folder through to the disk. Windows journals them, and cannot sync a folder.</summary>
    /// <exception cref="IOException">The folder cannot be synced.</exception>
    public static void Folder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int readOnly = 0;
        var descriptor = OpenFolder(folder, readOnly);
        if (descriptor < 0)
        {
            throw new IOException($"A folder cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()}).");
        }

        var failed = SyncDescriptor(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = CloseDescriptor(descriptor);
        if (failed)
        {
            throw new IOException($"A folder cannot be synced (errno {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, nint offset, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string secondPath);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);
}
