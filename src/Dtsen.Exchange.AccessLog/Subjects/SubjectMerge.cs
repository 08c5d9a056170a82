namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Joins the files of neighbouring stretches, so that a search looks into few, up to a size that still fits the memory of whoever audits
/// it. Of two joins of an entry in a row, one at least is into a file nearly twice as large as the entry's, or the last, so each is written
/// a few times, whatever the sizes in which files come.
/// </summary>
/// <remarks>
/// How many are left, whatever their sizes: of files that fit into one less than <see cref="MostApart"/>. Where of each sixteen neighbours
/// one has more than four sevenths, those ones rise to the largest of all and fall again, with at most one file between two, since more
/// would have less together than either. Each has more than four thirds of the next seven on its way down, so of twenty the largest has
/// nearly <see cref="LargestCount"/>: on either side of it are at most 19 with 19 between, and 15 at the end. And of files that do not all
/// fit into one, no 17 do, but for the last.
/// </remarks>
internal static class SubjectMerge
{
    public const int Width = 16;
    public const long LargestCount = 1 << 25;

    /// <summary>Of leaves that have no subjects there is no end, and whoever audits a file holds a number for each leaf.</summary>
    public const long MostLeaves = 1 << 26;

    /// <summary>Files that would fit into one and are left apart.</summary>
    public const int MostApart = 128;

    /// <summary>
    /// The files to join next: sixteen neighbours, or as many as a file may hold, none of which has more than four sevenths of what they
    /// have together; or more than sixteen, once a file holds no more; or fewer that have less together than the file on either side, so
    /// that no sixteen would come of them. Of all that can be joined the smallest.
    /// </summary>
    /// <returns>A range of the files; empty if there is nothing to join.</returns>
    public static Range Next(ReadOnlySpan<SubjectTrailer> files)
    {
        var (next, least) = (0..0, LargestCount + 1);
        for (var start = 0; start < files.Length; start++)
        {
            long count = 0;
            long largest = 0;
            for (var end = start + 1; end <= Math.Min(start + MostApart, files.Length); end++)
            {
                count += files[end - 1].Count;
                largest = Math.Max(largest, files[end - 1].Count);
                if (!Fits(count, files[start..end]))
                {
                    break;
                }

                if (end - start > 1 && count < least && IsToJoin(files, start, end, count, largest))
                {
                    (next, least) = (start..end, count);
                }
            }
        }

        return next;
    }

    private static bool IsToJoin(ReadOnlySpan<SubjectTrailer> files, int start, int end, long count, long largest)
    {
        var isEven = 7 * largest <= 4 * count;
        if (end - start == Width ? isEven : (isEven || end - start > Width) && IsFull(files, start, end, count))
        {
            return true;
        }

        return start > 0 && end < files.Length && count < files[start - 1].Count && count < files[end].Count;
    }

    /// <summary>Whether no neighbour fits into the same file, nor ever will, since neighbours only grow.</summary>
    private static bool IsFull(ReadOnlySpan<SubjectTrailer> files, int start, int end, long count) =>
        (start == 0 || !Fits(count + files[start - 1].Count, files[(start - 1)..end]))
        && end < files.Length && !Fits(count + files[end].Count, files[start..(end + 1)]);

    private static bool Fits(long count, ReadOnlySpan<SubjectTrailer> files) =>
        count <= LargestCount && files[^1].End - files[0].First <= MostLeaves;

    /// <summary>Writes the file that replaces the others, verified as they are read, so that damage does not get a new digest.</summary>
    /// <param name="files">Neighbours.</param>
    /// <param name="worked">Called now and then; what it throws ends the join, of which then nothing is left.</param>
    /// <exception cref="AccessLogException">One of them is damaged.</exception>
    public static SubjectFile Join(ReadOnlySpan<SubjectFile> files, Action? worked = null)
    {
        var first = files[0].First;
        var end = files[^1].End;
        var path = LogFiles.Subjects(Path.GetDirectoryName(files[0].FilePath)!, first, end);
        var cursors = new List<SubjectCursor>();
        try
        {
            foreach (var file in files)
            {
                cursors.Add(file.OpenCursor());
            }

            using var writer = new SubjectFileWriter(path);
            var merge = new PileMerge(writer);
            for (var pile = 0; pile < SubjectSort.Piles; pile++)
            {
                merge.Write(pile, [.. cursors.Select(cursor => cursor.TakePile(pile, first))]);
                worked?.Invoke();
            }

            long count = 0;
            for (var i = 0; i < files.Length; i++)
            {
                files[i].Verify(cursors[i]);
                count += files[i].Trailer.Count;
            }

            merge.ThrowIfNotInOrder();
            if (writer.Count != count)
            {
                throw new InvalidDataException("The directory of a file does not lead to all of its subjects.");
            }

            return SubjectFile.Open(path, writer.Complete(first, end - first));
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }
    }
}
