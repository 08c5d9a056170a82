namespace Dtsen.Exchange.Register.Tables;

/// <summary>A lookup that reads a row whether the key is there or not, so that its time does not tell which.</summary>
internal static class NearestRow
{
    /// <summary>Finds the row of a key, or else its neighbour's; in an empty Table the row is empty.</summary>
    public static bool TryFindOrNearest(this TableReader table, ulong key, out ReadOnlySpan<byte> row)
    {
        return table.TryReadOrNearest(key, table.LowerBound(key), out row);
    }

    /// <summary>The same where the place of the key is known, as <see cref="TableReader.LowerBound"/> gives it.</summary>
    public static bool TryReadOrNearest(this TableReader table, ulong key, long place, out ReadOnlySpan<byte> row)
    {
        if (table.Count == 0)
        {
            row = default;
            return false;
        }

        row = table.Row(Math.Min(place, table.Count - 1));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(row) == key;
    }
}
