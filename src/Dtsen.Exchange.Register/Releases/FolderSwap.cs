using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Replaces a folder by another that was made beside it, so that a crash leaves the old one or the new one, whole. Between its two renames
/// there is none under the name: then the old one, kept until the end, takes its name again at the next look.
/// </summary>
internal static class FolderSwap
{
    /// <summary>Makes an empty folder beside the one that it will replace; what an earlier attempt left is deleted.</summary>
    public static string Begin(string folder)
    {
        Recover(folder);
        Delete(Old(folder));
        Delete(New(folder));
        Durability.CreateFolder(New(folder));
        return New(folder);
    }

    /// <summary>Puts the new folder in the place of the old one.</summary>
    public static void Complete(string folder)
    {
        Durability.SyncFolder(New(folder));
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, Old(folder));
        }

        Directory.Move(New(folder), folder);
        Durability.SyncFolder(ParentOf(folder));
        Delete(Old(folder));
    }

    /// <summary>Gives the new folder up; nothing of it stays.</summary>
    public static void Abandon(string folder) => Delete(New(folder));

    /// <summary>Takes the old folder back where a crash came between the two renames.</summary>
    public static void Recover(string folder)
    {
        if (!Directory.Exists(folder) && Directory.Exists(Old(folder)))
        {
            Directory.Move(Old(folder), folder);
            Durability.SyncFolder(ParentOf(folder));
        }
    }

    private static string New(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".new";

    private static string Old(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".old";

    private static string ParentOf(string folder) => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))!;

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
