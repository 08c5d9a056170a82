using System.Runtime.InteropServices;

namespace Dtsen.Exchange.AccessLog.Files;

/// <summary>What makes a new name in a folder survive a power cut.</summary>
internal static partial class FolderSync
{
    /// <summary>Writes the entries of a folder through to the disk. Windows journals them, and cannot sync a folder.</summary>
    /// <exception cref="IOException">The folder cannot be synced.</exception>
    public static void Sync(string folder)
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

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);
}
