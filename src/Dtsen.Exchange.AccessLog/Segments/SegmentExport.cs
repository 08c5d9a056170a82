using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>Puts the two files of a segment elsewhere, in the formats that they have here.</summary>
internal static class SegmentExport
{
    /// <summary>
    /// The subjects of the segment alone, also out of a file that was joined from many. What is taken of it is verified: what is put
    /// elsewhere gets a digest of its own.
    /// </summary>
    /// <exception cref="AccessLogException">The file is damaged.</exception>
    public static ExportedFile WriteSubjects(SubjectFile file, SealedRange range, string folder)
    {
        if (file.First == range.First && file.End == range.End)
        {
            return Add(file.FilePath, file.Verify(), folder);
        }

        var path = LogFiles.Subjects(folder, range.First, range.End);
        using var cursor = file.OpenCursor();
        using var writer = new SubjectFileWriter(path);
        while (cursor.MoveNext())
        {
            if (cursor.Leaf >= range.First && cursor.Leaf < range.End)
            {
                writer.Add(cursor.Subject, (uint)(cursor.Leaf - range.First));
            }
        }

        file.Verify(cursor);
        return new ExportedFile(path, writer.Complete(range.First, range.End - range.First).Sha256);
    }

    /// <summary>The leaves of the segment; where an earlier process wrote them, they are verified first.</summary>
    /// <exception cref="AccessLogException">The segment is damaged.</exception>
    public static ExportedFile AddSegment(SealedSegment segment, string folder) =>
        Add(segment.FilePath, segment.Sha256 ?? segment.VerifyDigest(), folder);

    private static ExportedFile Add(string path, byte[] sha256, string folder)
    {
        var target = Path.Combine(folder, Path.GetFileName(path));
        File.Delete(target);
        if (!DiskSync.TryLink(path, target))
        {
            Copy(path, target);
        }

        DiskSync.Folder(folder);
        return new ExportedFile(target, sha256);
    }

    private static void Copy(string path, string target)
    {
        var unfinished = target + SealedFileWriter.TemporaryExtension;
        File.Copy(path, unfinished, overwrite: true);
        using (var copy = File.OpenHandle(unfinished, access: OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read))
        {
            DiskSync.File(copy);
        }

        File.Move(unfinished, target);
    }
}
