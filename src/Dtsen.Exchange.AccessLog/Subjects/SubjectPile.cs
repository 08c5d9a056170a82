using System.Runtime.CompilerServices;

namespace Dtsen.Exchange.AccessLog.Subjects;

/// <summary>The entries of one pile (<see cref="SubjectSort"/>) that a file still has.</summary>
/// <param name="at">The next.</param>
/// <param name="end">Behind the last.</param>
/// <param name="before">Leaves between the first of the file that is written and the first of this one.</param>
internal unsafe struct SubjectPile(byte* at, byte* end, uint before)
{
    private byte* _at = at;

    /// <summary>The subject of the next without its top byte, and below it a number; the greatest number where none is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Next(int number) => _at == end ? ulong.MaxValue : (SubjectFile.Word(_at) << 8) | (uint)number;

    /// <summary>Takes the next.</summary>
    /// <returns>Its leaf.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take()
    {
        var leaf = before + SubjectFile.Leaf(_at, 0);
        _at += SubjectTrailer.EntrySize;
        return leaf;
    }
}
