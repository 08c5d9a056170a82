namespace Dtsen.Exchange.AccessLog;

/// <summary>Keeps a folder for one process, until disposed or killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="AccessLogException">Another process holds it, or the folder is not writable.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AccessLogException.Unwritable(e);
        }

        var path = Path.Combine(folder, LogFiles.LockName);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw AccessLogException.Unwritable(e);
        }
        catch (IOException e)
        {
            throw File.Exists(path) && CanBeWritten(folder)
                ? new AccessLogException(AccessLogFault.InUse, "The folder of the access log is held by another process.", e)
                : AccessLogException.Unwritable(e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool CanBeWritten(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $"{LogFiles.LockName}.{Environment.ProcessId}{Files.SealedFileWriter.TemporaryExtension}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
