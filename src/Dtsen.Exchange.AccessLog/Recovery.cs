using Dtsen.Exchange.AccessLog.Files;
using Dtsen.Exchange.AccessLog.Segments;
using Dtsen.Exchange.AccessLog.Subjects;

namespace Dtsen.Exchange.AccessLog;

/// <summary>
/// Brings a folder, however its process ended, to sealed segments alone: at most the open segment is read again. What was being
/// written is thrown away, what was replaced is deleted, and journals are sealed.
/// </summary>
internal static class Recovery
{
    /// <exception cref="AccessLogException">A file is damaged or missing.</exception>
    public static LogView Recover(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + SealedFileWriter.TemporaryExtension))
        {
            File.Delete(path);
        }

        var segments = OpenSegments(folder);
        var view = new LogView(segments, OpenSubjects(folder, segments), []);
        var journals = LogFiles.List(folder, ".journal");
        for (var i = 0; i < journals.Count; i++)
        {
            view = TakeUp(view, journals[i].First, journals[i].Path, last: i == journals.Count - 1);
        }

        return view;
    }

    private static SealedSegment[] OpenSegments(string folder)
    {
        var segments = new List<SealedSegment>();
        long end = 0;
        foreach (var (first, path) in LogFiles.List(folder, ".segment"))
        {
            var segment = SealedSegment.Open(path);
            if (segment.First != first || first != end)
            {
                throw AccessLogException.Damaged(path, $"does not follow on leaf {end}; segments are missing or misnamed.");
            }

            end = segment.End;
            segments.Add(segment);
        }

        return [.. segments];
    }

    // Of files whose stretches overlap, the longest came last: it was joined from the others, or a crash left those behind.
    private static SubjectFile[] OpenSubjects(string folder, SealedSegment[] segments)
    {
        var files = new List<SubjectFile>();
        var size = segments.Length > 0 ? segments[^1].End : 0;
        foreach (var (first, path) in LogFiles.List(folder, ".subjects"))
        {
            var file = SubjectFile.Open(path);
            if (file.FilePath != LogFiles.Subjects(folder, file.First, file.End) || file.First != first)
            {
                throw AccessLogException.Damaged(path, "has not the name that its leaves give.");
            }

            while (files.Count > 0 && files[^1].First == first && files[^1].End <= file.End)
            {
                Discard(files[^1]);
                files.RemoveAt(files.Count - 1);
            }

            var end = files.Count > 0 ? files[^1].End : 0;
            var wasBeingSealed = first == size && File.Exists(LogFiles.Journal(folder, first));
            if (file.End <= end || wasBeingSealed)
            {
                Discard(file);
                continue;
            }

            if (first != end || file.End > size)
            {
                throw AccessLogException.Damaged(path, $"does not follow on leaf {end}, or its leaves are missing.");
            }

            files.Add(file);
        }

        var covered = files.Count > 0 ? files[^1].End : 0;
        if (covered != size)
        {
            throw AccessLogException.Damaged(segments[^1].FilePath, $"the subjects of the leaves from {covered} on are missing.");
        }

        return [.. files];
    }

    private static void Discard(SubjectFile file)
    {
        file.Dispose();
        File.Delete(file.FilePath);
    }

    private static LogView TakeUp(LogView view, long first, string path, bool last)
    {
        if (first > view.Size || (first < view.Size && !view.Sealed.Any(segment => segment.First == first)))
        {
            throw AccessLogException.Damaged(path, $"does not follow on leaf {view.Size}; segments are missing.");
        }

        if (first == view.Size)
        {
            using var open = JournalReplay.Replay(path, first, view, mayBeTorn: last);
            if (open.Count > 0)
            {
                var (segment, subjects) = SegmentSealer.Seal(open, view.WithOpen(open));
                view = view.WithOpen(open).WithSealed(segment, subjects);
            }
        }

        File.Delete(path);
        return view;
    }
}
