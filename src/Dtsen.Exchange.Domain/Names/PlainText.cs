using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Texts of nothing but letters A to Z and blanks, compared sixteen characters at once.</summary>
internal static class PlainText
{
    /// <summary>The longest text that is compared.</summary>
    public const int MaxLength = 64;

    private const int Width = 16;
    private const int Half = Width / 2;
    private const int Quarter = Width / 4;
    private const uint All = (1u << Width) - 1;
    private const ushort ToLower = 0x20;

    /// <summary>
    /// Whether two texts are the same letters, in either case, with the same blanks, and nothing else. False too where they are too long or
    /// too short to be read at once.
    /// </summary>
    /// <param name="left">A text.</param>
    /// <param name="right">Another.</param>
    /// <param name="blanks">Where the blanks stand, the first character lowest.</param>
    public static bool AreSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right, out ulong blanks)
    {
        blanks = 0;
        if (left.Length != right.Length || left.Length is < Quarter or > MaxLength)
        {
            return false;
        }

        var a = MemoryMarshal.Cast<char, ushort>(left);
        var b = MemoryMarshal.Cast<char, ushort>(right);

        // The last characters are read with some that were read before.
        var rest = a.Length - Width;
        if (rest >= 0)
        {
            var same = Compare(Vector256.Create(a), Vector256.Create(b), out var first);
            same &= Compare(Vector256.Create(a[rest..]), Vector256.Create(b[rest..]), out var last);
            blanks = first | ((ulong)last << rest);
            for (var at = Width; at < rest; at += Width)
            {
                same &= Compare(Vector256.Create(a[at..]), Vector256.Create(b[at..]), out var next);
                blanks |= (ulong)next << at;
            }

            return same;
        }

        var (lanes, place) = a.Length >= Half ? (Half, a.Length - Half) : (Quarter, a.Length - Quarter);
        var isSame = a.Length >= Half
            ? Compare(ReadHalves(a, place), ReadHalves(b, place), out var found)
            : Compare(ReadQuarters(a, place), ReadQuarters(b, place), out found);
        blanks = (found & ((1u << lanes) - 1)) | ((ulong)(found >> lanes) << place);
        blanks &= (1UL << a.Length) - 1;
        return isSame;
    }

    private static Vector256<ushort> ReadHalves(ReadOnlySpan<ushort> text, int place) =>
        Vector256.Create(Vector128.Create(text), Vector128.Create(text[place..]));

    // Twice, to fill the vector.
    private static Vector256<ushort> ReadQuarters(ReadOnlySpan<ushort> text, int place)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var both = Vector128.Create(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[(2 * place)..])).AsUInt16();
        return Vector256.Create(both, both);
    }

    private static bool Compare(Vector256<ushort> left, Vector256<ushort> right, out uint blanks)
    {
        var blank = Vector256.Create((ushort)' ');
        var lower = left | Vector256.Create(ToLower);
        var isBlank = Vector256.Equals(left, blank) & Vector256.Equals(right, blank);
        var isLetter = Vector256.LessThanOrEqual(lower - Vector256.Create((ushort)'a'), Vector256.Create((ushort)('z' - 'a')))
            & Vector256.Equals(lower, right | Vector256.Create(ToLower));
        blanks = isBlank.ExtractMostSignificantBits();
        return (isBlank | isLetter).ExtractMostSignificantBits() == All;
    }
}
