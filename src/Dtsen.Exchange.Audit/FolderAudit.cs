using System.Globalization;

namespace Dtsen.Exchange.Audit;

/// <summary>
/// Audits the files of a log, in its own folder or exported: every leaf is hashed, every subject counted, every kept hash computed
/// again, and what comes out is compared with what the log has signed.
/// </summary>
public static class FolderAudit
{
    /// <summary>Audits all segments and subjects of a folder, and the journals, if it is the folder of a log that is not running.</summary>
    /// <param name="folder">The folder. If it does not begin with the first leaf, the hashes of what came before are taken from
    /// the first segment; a checkpoint then shows whether they are true.</param>
    /// <param name="checkpoints">Checkpoints whose signature was verified, in any order. Each must be reached.</param>
    /// <returns>The report.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditReport Run(string folder, IEnumerable<Checkpoint> checkpoints)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(checkpoints);
        var findings = new FindingList();
        var state = new LogAudit(findings, checkpoints);
        var subjects = new SubjectShelf(FilesOfSubjects(folder), findings);
        foreach (var path in Files(folder, "*.segment"))
        {
            state.AddSegment(path, subjects);
        }

        foreach (var path in Files(folder, "*.journal"))
        {
            state.AddJournal(path);
        }

        subjects.Close(state.End);
        return state.Close(folder);
    }

    // Names are numbers of one width, so their order is the order of leaves.
    private static List<string> Files(string folder, string pattern)
    {
        var files = Directory.GetFiles(folder, pattern).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    // A log that was killed may leave files beside the one that they were joined into: it goes by the longest, and so does its audit.
    private static List<string> FilesOfSubjects(string folder)
    {
        var longestFirst = Files(folder, "*.subjects").AsEnumerable().Reverse();
        return [.. longestFirst.OrderBy(path => Path.GetFileName(path).Split('-')[0], StringComparer.Ordinal)];
    }

    internal static bool IsNamed(string path, long first, long? end = null)
    {
        var name = first.ToString("D15", CultureInfo.InvariantCulture)
            + (end is { } e ? "-" + e.ToString("D15", CultureInfo.InvariantCulture) : "");
        return Path.GetFileNameWithoutExtension(path) == name;
    }
}
