using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>Writes the two files of a segment elsewhere, in the formats that they have here.</summary>
internal static class SegmentExport
{
    /// <summary>The subjects of the segment alone, also out of a file that was joined from many.</summary>
    public static void WriteSubjects(SubjectFile file, SealedRange range, string folder)
    {
        if (file.First == range.First && file.End == range.End)
        {
            Copy(file.FilePath, folder);
            return;
        }

        using var cursor = file.OpenCursor();
        using var writer = new SubjectFileWriter(LogFiles.Subjects(folder, range.First, range.End));
        while (cursor.MoveNext())
        {
            if (cursor.Leaf >= range.First && cursor.Leaf < range.End)
            {
                writer.Add(cursor.Subject, (uint)(cursor.Leaf - range.First));
            }
        }

        writer.Complete(range.First, range.End - range.First);
    }

    public static void CopySegment(SealedSegment segment, string folder) => Copy(segment.FilePath, folder);

    private static void Copy(string path, string folder)
    {
        // Never a second name: whoever overwrites an export would overwrite the log.
        var target = Path.Combine(folder, Path.GetFileName(path));
        var unfinished = target + SealedFileWriter.TemporaryExtension;
        File.Copy(path, unfinished, overwrite: true);
        using (var copy = File.OpenHandle(unfinished, access: OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read))
        {
            DiskSync.File(copy);
        }

        File.Move(unfinished, target, overwrite: true);
        DiskSync.Folder(folder);
    }
}
