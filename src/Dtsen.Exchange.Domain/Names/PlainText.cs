using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Dtsen.Exchange.Domain.Names;

/// <summary>Texts of nothing but letters A to Z and blanks, compared 32 characters at once.</summary>
internal static class PlainText
{
    /// <summary>The longest text that is compared.</summary>
    public const int MaxLength = 64;

    private const int Width = 32;
    private const int Half = Width / 2;
    private const int Quarter = Width / 4;
    private const int Eighth = Width / 8;
    private const uint All = uint.MaxValue;
    private const byte ToLower = 0x20;

    /// <summary>
    /// Whether two texts are the same letters, in either case, with the same blanks, and nothing else. False too where they are too long or
    /// too short to be read at once.
    /// </summary>
    /// <param name="left">A text in UTF-8.</param>
    /// <param name="right">Another.</param>
    /// <param name="blanks">Where the blanks stand, the first character lowest.</param>
    public static bool AreSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out ulong blanks)
    {
        blanks = 0;
        if (left.Length != right.Length || left.Length is < Eighth or > MaxLength)
        {
            return false;
        }

        // The last characters are read with some that were read before.
        var rest = left.Length - Width;
        if (rest >= 0)
        {
            var same = Compare(Vector256.Create(left), Vector256.Create(right), out var first);
            same &= Compare(Vector256.Create(left[rest..]), Vector256.Create(right[rest..]), out var last);
            blanks = first | ((ulong)last << rest);
            return same;
        }

        var lanes = left.Length >= Half ? Half : left.Length >= Quarter ? Quarter : Eighth;
        var place = left.Length - lanes;
        var isSame = Compare(ReadEnds(left, lanes, place), ReadEnds(right, lanes, place), out var found);
        blanks = (found & ((1u << lanes) - 1)) | ((ulong)(found >> lanes) << place);
        blanks &= (1UL << left.Length) - 1;
        return isSame;
    }

    // What does not fill the vector is read again.
    private static Vector256<byte> ReadEnds(ReadOnlySpan<byte> text, int lanes, int place) => lanes switch
    {
        Half => Vector256.Create(Vector128.Create(text), Vector128.Create(text[place..])),
        Quarter => Vector256.Create(Vector128.Create(
            BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[place..])).AsByte()),
        _ => Vector256.Create(
            BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[place..]) << 32)).AsByte(),
    };

    private static bool Compare(Vector256<byte> left, Vector256<byte> right, out uint blanks)
    {
        var blank = Vector256.Create((byte)' ');
        var lower = left | Vector256.Create(ToLower);
        var isBlank = Vector256.Equals(left, blank) & Vector256.Equals(right, blank);
        var isLetter = Vector256.LessThanOrEqual(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)('z' - 'a')))
            & Vector256.Equals(lower, right | Vector256.Create(ToLower));
        blanks = isBlank.ExtractMostSignificantBits();
        return (isBlank | isLetter).ExtractMostSignificantBits() == All;
    }
}
