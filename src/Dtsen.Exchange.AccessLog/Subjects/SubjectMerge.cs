namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Joins the files of neighbouring stretches, so that a search looks into few, up to a size that still fits the memory of whoever audits
/// it. Of two joins of an entry in a row, one at least is into a file nearly twice as large as the entry's, so each is written a few
/// times, whatever the sizes in which files come.
/// </summary>
internal static class SubjectMerge
{
    public const int Width = 8;
    public const long LargestCount = 1 << 25;

    /// <summary>Of leaves that have no subjects there is no end, and whoever audits a file holds a number for each leaf.</summary>
    public const long MostLeaves = 1 << 26;

    /// <summary>
    /// The files to join next: eight neighbours, none of which has more than four sevenths of what they have together; or fewer that have
    /// less together than the file on either side, so that no eight would come of them. Of all that can be joined the smallest.
    /// </summary>
    /// <returns>A range of the files; empty if there is nothing to join.</returns>
    public static Range Next(ReadOnlySpan<SubjectTrailer> files)
    {
        var (next, least) = (0..0, LargestCount + 1);
        for (var start = 0; start < files.Length; start++)
        {
            long count = 0;
            long largest = 0;
            for (var end = start + 1; end <= Math.Min(start + Width, files.Length); end++)
            {
                count += files[end - 1].Count;
                largest = Math.Max(largest, files[end - 1].Count);
                var isToJoin = end - start == Width
                    ? 7 * largest <= 4 * count
                    : end - start > 1 && start > 0 && end < files.Length && count < files[start - 1].Count && count < files[end].Count;
                if (isToJoin && count < least && files[end - 1].End - files[start].First <= MostLeaves)
                {
                    (next, least) = (start..end, count);
                }
            }
        }

        return next;
    }

    /// <summary>Writes the file that replaces the others. They are verified, so that damage does not get a new digest.</summary>
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
                cursors.Add(file.OpenVerified());
            }

            using var writer = new SubjectFileWriter(path);
            var merge = new PileMerge(writer);
            for (var pile = 0; pile < SubjectSort.Piles; pile++)
            {
                merge.Write(pile, [.. cursors.Select(cursor => cursor.TakePile(pile, first))]);
            }

            for (var i = 0; i < files.Length; i++)
            {
                files[i].Verify(cursors[i]);
            }

            merge.ThrowIfNotInOrder();
            return SubjectFile.Open(path, writer.Complete(first, end - first));
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }
    }
}
