using Dtsen.Exchange.AccessLog.Tree;

namespace Dtsen.Exchange.AccessLog.Segments;

/// <summary>Rebuilds, from its journal, the segment that was open when the process ended.</summary>
internal static class JournalReplay
{
    /// <summary>
    /// Takes every whole frame. Only the last frame of the last journal may be torn, since each was synced before the next was
    /// written: if a whole frame follows on a broken one, leaves that were acknowledged are damaged, and nothing is cut off.
    /// </summary>
    /// <exception cref="AccessLogException">The journal is damaged elsewhere than at its end.</exception>
    public static OpenSegment Replay(string path, long first, ITreeNodes before, bool mayBeTorn)
    {
        var bytes = File.ReadAllBytes(path);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var segment = new OpenSegment(path, handle, first, before, LogLimits.SubjectBuckets(bytes.Length / sizeof(ulong)));
        try
        {
            var at = Journal.HasHeader(bytes, first) ? Journal.HeaderSize : 0;
            while (at > 0 && JournalFrame.TryRead(bytes.AsSpan(at), out var frame) && frame.First == segment.End)
            {
                Add(segment, at + JournalFrame.HeaderSize, bytes.AsSpan(at + JournalFrame.HeaderSize, frame.PayloadLength));
                if (segment.End != frame.First + frame.Count)
                {
                    throw AccessLogException.Damaged(path, $"the frame of leaf {frame.First} does not hold what it says.");
                }

                at += frame.Length;
            }

            if (!Journal.IsRoom(bytes.AsSpan(at)) && (!mayBeTorn || HasFrameAfter(bytes, at, segment.End)))
            {
                throw AccessLogException.Damaged(
                    path, $"the leaves from {segment.End} on are damaged, and more stand behind them.");
            }

            return segment;
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    private static void Add(OpenSegment segment, int position, ReadOnlySpan<byte> records)
    {
        for (var at = 0; at < records.Length;)
        {
            var record = records[at..];
            if (!LeafRecord.Fits(record))
            {
                return;
            }

            record = record[..LeafRecord.Length(record)];
            segment.Add(position + at, record, LeafRecord.Hash(record));
            at += record.Length;
        }
    }

    private static bool HasFrameAfter(ReadOnlySpan<byte> bytes, int at, long end)
    {
        for (var from = at + JournalFrame.MagicAt; from < bytes.Length;)
        {
            var found = bytes[from..].IndexOf(JournalFrame.Magic);
            if (found < 0)
            {
                return false;
            }

            var start = from + found - JournalFrame.MagicAt;
            if (JournalFrame.TryRead(bytes[start..], out var frame) && frame.First >= end)
            {
                return true;
            }

            from += found + 1;
        }

        return false;
    }
}
