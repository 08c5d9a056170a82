using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Joins the files of neighbouring stretches, so that a search looks into few: eight of about one size become one, up to a size
/// that still fits the memory of whoever audits it.
/// </summary>
internal static class SubjectMerge
{
    public const int Width = 8;
    public const long LargestCount = 1 << 25;

    private const int SmallestLog = 12;
    private const int WidthLog = 3;

    /// <summary>The files to join next: of the smallest class of which eight neighbours, or smaller ones, stand together.</summary>
    /// <returns>A range of the files; empty if there is nothing to join.</returns>
    public static Range Next(IReadOnlyList<SubjectFile> files)
    {
        for (var size = 0; size <= Class(LargestCount); size++)
        {
            for (var start = 0; start + Width <= files.Count; start++)
            {
                long count = 0;
                var fit = 0;
                while (fit < Width && Class(files[start + fit].Count) <= size)
                {
                    count += files[start + fit++].Count;
                }

                if (fit == Width && count <= LargestCount)
                {
                    return start..(start + Width);
                }
            }
        }

        return 0..0;
    }

    /// <summary>Writes the file that replaces the others. They are verified first, so that damage does not get a new digest.</summary>
    /// <exception cref="AccessLogException">One of them is damaged.</exception>
    public static SubjectFile Join(ReadOnlySpan<SubjectFile> files)
    {
        var first = files[0].First;
        var end = files[^1].End;
        var path = LogFiles.Subjects(Path.GetDirectoryName(files[0].FilePath)!, first, end);
        var cursors = new List<SubjectCursor>();
        try
        {
            foreach (var file in files)
            {
                file.Verify();
                cursors.Add(file.OpenCursor());
            }

            Write(path, cursors, first, end);
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }

        return SubjectFile.Open(path);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(string path, List<SubjectCursor> cursors, long first, long end)
    {
        using var writer = new SubjectFileWriter(path);
        var live = new List<SubjectCursor>(cursors.Count);
        live.AddRange(cursors.Where(cursor => cursor.MoveNext()));
        while (live.Count > 0)
        {
            // On equal subjects the earlier file goes first, which is the order of leaves.
            var least = 0;
            for (var i = 1; i < live.Count; i++)
            {
                least = live[i].Subject < live[least].Subject ? i : least;
            }

            writer.Add(live[least].Subject, (uint)(live[least].Leaf - first));
            if (!live[least].MoveNext())
            {
                live.RemoveAt(least);
            }
        }

        writer.Complete(first, end - first);
    }

    private static int Class(long count) => Math.Max(0, BitOperations.Log2((ulong)count | 1) - SmallestLog) / WidthLog;
}
