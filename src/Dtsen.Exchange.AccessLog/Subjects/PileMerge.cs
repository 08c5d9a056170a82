using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Merges what files have of a pile, however many they are: a stretch of subjects that has some hundred entries is sorted
/// (<see cref="SubjectBlock"/>); where it has more it is halved, down to one subject, whose leaves rise from file to file.
/// </summary>
internal sealed unsafe class PileMerge(SubjectFileWriter writer)
{
    private readonly SubjectBlock _block = new(writer);
    private readonly ulong[] _subjects = new ulong[SubjectBlock.Most];
    private readonly uint[] _leaves = new uint[SubjectBlock.Most];
    private bool _isInOrder = true;

    /// <summary>Writes what the files have of a pile.</summary>
    /// <param name="pile">The pile.</param>
    /// <param name="parts">Its entries in each file, the earlier file first.</param>
    public void Write(int pile, ReadOnlySpan<SubjectPile> parts) => Write(pile, parts, 0, SubjectSort.TopShift);

    /// <summary>Where a file has its subjects in another order, what was written is not what it has.</summary>
    /// <exception cref="InvalidDataException">One has.</exception>
    public void ThrowIfNotInOrder()
    {
        if (!_isInOrder)
        {
            throw new InvalidDataException("The subjects of a file are not in order.");
        }
    }

    /// <summary>Writes those whose subjects differ from a number in the lowest bits alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(int pile, ReadOnlySpan<SubjectPile> parts, ulong low, int bits)
    {
        long count = 0;
        foreach (var part in parts)
        {
            count += part.Count;
        }

        if (count == 0)
        {
            return;
        }

        if (bits == 0)
        {
            foreach (var part in parts)
            {
                Copy(pile, part, low);
            }
        }
        else if (count <= SubjectBlock.Most && bits <= SubjectBlock.MostBits)
        {
            Take(parts);
            _isInOrder &= _block.Write(_subjects.AsSpan(0, (int)count), _leaves.AsSpan(0, (int)count), pile, low, bits);
        }
        else
        {
            var middle = low | (1UL << --bits);
            Span<SubjectPile> below = stackalloc SubjectPile[parts.Length];
            Span<SubjectPile> above = stackalloc SubjectPile[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                (below[i], above[i]) = parts[i].SplitAt(middle);
            }

            Write(pile, below, low, bits);
            Write(pile, above, middle, bits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ReadOnlySpan<SubjectPile> parts)
    {
        fixed (ulong* subjects = _subjects)
        fixed (uint* leaves = _leaves)
        {
            var count = 0;
            foreach (var part in parts)
            {
                for (var at = part.At; at != part.End; at += SubjectTrailer.EntrySize)
                {
                    subjects[count] = SubjectFile.Suffix(at, 0);
                    leaves[count++] = part.Before + SubjectFile.Leaf(at, 0);
                }
            }
        }
    }

    private void Copy(int pile, SubjectPile part, ulong subject)
    {
        var differing = 0UL;
        for (var from = part.At; from != part.End;)
        {
            var room = writer.Room((int)Math.Min((part.End - from) / SubjectTrailer.EntrySize, SubjectBlock.Most));
            fixed (byte* start = room)
            {
                for (var at = start; at != start + room.Length; at += SubjectTrailer.EntrySize, from += SubjectTrailer.EntrySize)
                {
                    differing |= SubjectFile.Suffix(from, 0) ^ subject;
                    SubjectFileWriter.Encode(at, SubjectFile.Suffix(from, 0), part.Before + SubjectFile.Leaf(from, 0));
                }
            }

            writer.Add(pile, room);
        }

        _isInOrder &= differing == 0;
    }
}
