using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>
/// Sorts and writes some hundred entries of neighbouring subjects, within the fastest cache. Keyed hashes are spread evenly, so they are
/// dealt out by the bits in which they differ, and what is left is a step or two from its place. Seals and joins are too seldom to wait
/// until the compiler of .NET finds what takes long: it is compiled well from the first.
/// </summary>
internal sealed unsafe class SubjectBlock(SubjectFileWriter writer)
{
    private const int NumberBits = 10;

    /// <summary>The most entries.</summary>
    public const int Most = 1 << NumberBits;

    /// <summary>The lowest bits of a subject in which entries may differ, at most.</summary>
    public const int MostBits = 64 - NumberBits;

    private const int PlaceBits = 10;
    private const int FewSteps = 32;
    private const ulong OneOfEachFour = 0x0001_0001_0001_0001;

    private readonly ulong[] _dealt = new ulong[Most];
    private readonly ulong[] _places = new ulong[(1 << PlaceBits) * sizeof(ushort) / sizeof(ulong)];

    /// <summary>Writes entries. Of equal subjects those that come first stay first.</summary>
    /// <param name="subjects">Their subjects, which differ in the lowest bits alone; keys take their place.</param>
    /// <param name="leaves">Their leaves.</param>
    /// <param name="pile">The pile to which they belong.</param>
    /// <param name="low">What their other bits are; the lowest are 0.</param>
    /// <param name="bits">How many bits these are, some.</param>
    /// <returns>Whether the other bits of all subjects are so; where they are not, what was written is wrong.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Write(Span<ulong> subjects, ReadOnlySpan<uint> leaves, int pile, ulong low, int bits)
    {
        var room = writer.Room(subjects.Length);
        bool isInStretch;
        fixed (ulong* keys = subjects, dealt = _dealt, places = _places)
        fixed (uint* leaf = leaves)
        fixed (byte* to = room)
        {
            isInStretch = Count(keys, subjects.Length, low, bits, places);
            Deal(keys, subjects.Length, bits, dealt, (ushort*)places);
            Settle(dealt, subjects.Length);
            var at = to;
            for (var i = 0; i < subjects.Length; i++)
            {
                var key = dealt[i];
                SubjectFileWriter.Encode(at, low | (key >> NumberBits), leaf[key & (Most - 1)]);
                at += SubjectTrailer.EntrySize;
            }
        }

        writer.Add(pile, room);
        return isInStretch;
    }

    /// <summary>Makes keys, the bits in which subjects differ and below them their number, and finds where the places begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Count(ulong* keys, int count, ulong low, int bits, ulong* fourPlaces)
    {
        const int fours = (1 << PlaceBits) / 4;
        var shift = bits + NumberBits - PlaceBits;
        var places = (ushort*)fourPlaces;
        new Span<ulong>(fourPlaces, fours).Clear();
        ulong differing = 0;
        for (var i = 0; i < count; i++)
        {
            var rest = keys[i] ^ low;
            differing |= rest;
            var key = (rest << NumberBits) | (uint)i;
            keys[i] = key;
            places[(int)(key >> shift) & ((1 << PlaceBits) - 1)]++;
        }

        // Four at a time: the product has the sums of the first, of two, of three, and of all four.
        ulong before = 0;
        for (var i = 0; i < fours; i++)
        {
            var sums = fourPlaces[i] * OneOfEachFour;
            fourPlaces[i] = (sums << 16) + (before * OneOfEachFour);
            before += sums >> 48;
        }

        return differing >> bits == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal(ulong* keys, int count, int bits, ulong* dealt, ushort* places)
    {
        var shift = bits + NumberBits - PlaceBits;
        for (var i = 0; i < count; i++)
        {
            var key = keys[i];
            dealt[places[(int)(key >> shift) & ((1 << PlaceBits) - 1)]++] = key;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Settle(ulong* dealt, int count)
    {
        var steps = 0;
        for (var i = 1; i < count; i++)
        {
            var key = dealt[i];
            var at = i;
            for (; at > 0 && key < dealt[at - 1]; at--)
            {
                dealt[at] = dealt[at - 1];
            }

            dealt[at] = key;
            steps += i - at;
            if (steps > count * FewSteps)
            {
                // Numbers that are no hashes.
                new Span<ulong>(dealt, count).Sort();
                return;
            }
        }
    }
}
