namespace Dtsen.Exchange.Register.Blocks;

/// <summary>Numbers in seven bits a byte, lowest first, the eighth bit set on all but the last: as protobuf has them.</summary>
internal static class Varint
{
    public const int MaximumLength = 10;

    public static int Write(Span<byte> target, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[at++] = (byte)(value | 0x80);
        }

        target[at++] = (byte)value;
        return at;
    }

    /// <summary>Bytes that a number takes.</summary>
    public static int LengthOf(ulong value) => (System.Numerics.BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Reads a number and moves past it.</summary>
    /// <returns>False if it does not end, or does not fit 64 bits.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (var at = 0; at < source.Length && at < MaximumLength; at++)
        {
            var part = source[at];
            if (at == MaximumLength - 1 && part > 1)
            {
                return false;
            }

            value |= (ulong)(part & 0x7F) << (7 * at);
            if (part < 0x80)
            {
                source = source[(at + 1)..];
                return true;
            }
        }

        return false;
    }
}
