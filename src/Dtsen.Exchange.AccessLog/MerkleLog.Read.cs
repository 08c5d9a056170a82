using Dtsen.Exchange.AccessLog.Segments;

namespace Dtsen.Exchange.AccessLog;

public sealed partial class MerkleLog
{
    /// <summary>Reads leaves in a row. Leaves of sealed segments are compared with their hashes.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; fewer come if the log ends before.</param>
    /// <returns>The leaves in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="AccessLogException">A leaf is damaged.</exception>
    public IReadOnlyList<LogLeaf> Read(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _view.Read(view =>
        {
            var there = (int)Math.Clamp(view.Size - first, 0, count);
            var leaves = new List<LogLeaf>(there);
            view.ReadLeaves(first, there, leaves);
            return leaves;
        });
    }

    /// <summary>The leaves of a subject.</summary>
    /// <param name="subject">The keyed hash under which the leaves were appended.</param>
    /// <param name="from">Leaves before this index are left out.</param>
    /// <returns>Their indexes, rising.</returns>
    public IReadOnlyList<long> Find(ulong subject, long from = 0) => _view.Read(view =>
    {
        var leaves = new List<long>();
        view.Find(subject, from, leaves);
        return leaves;
    });

    /// <summary>The segments that are sealed, in order: what can be exported.</summary>
    /// <returns>A list as of now.</returns>
    public IReadOnlyList<SealedRange> Sealed() =>
        [.. _view.Current.Sealed.Select(segment => new SealedRange(segment.First, segment.End))];

    /// <summary>Reads a sealed segment and the file with its subjects, and compares everything with hashes and digests.</summary>
    /// <param name="range">One of <see cref="Sealed"/>.</param>
    /// <exception cref="AccessLogException">Names the file, and the leaf if it is one.</exception>
    public void Verify(SealedRange range)
    {
        SegmentAt(range).Verify();
        _view.Read(view =>
        {
            view.Subjects.First(file => range.End <= file.End).Verify();
            return true;
        });
    }

    /// <summary>
    /// Puts a sealed segment and its subjects, two files that an audit reads without this log, into a folder. Files of the
    /// same names are replaced. A file that the log has as it is gets a second name where the system allows it: it must not be changed in
    /// place, only replaced.
    /// </summary>
    /// <param name="range">One of <see cref="Sealed"/>.</param>
    /// <param name="folder">The folder; created if it is missing.</param>
    /// <returns>The file of subjects, then the segment.</returns>
    /// <exception cref="AccessLogException">A file of the log is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IReadOnlyList<ExportedFile> Export(SealedRange range, string folder)
    {
        var segment = SegmentAt(range);
        Directory.CreateDirectory(folder);
        var subjects = _view.Read(
            view => SegmentExport.WriteSubjects(view.Subjects.First(file => range.End <= file.End), range, folder));
        return [subjects, SegmentExport.AddSegment(segment, folder)];
    }

    private SealedSegment SegmentAt(SealedRange range) =>
        _view.Current.Sealed.FirstOrDefault(segment => segment.First == range.First && segment.End == range.End)
        ?? throw new ArgumentException("There is no such sealed segment.", nameof(range));
}
