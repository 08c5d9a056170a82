using System.Buffers.Binary;
using Dtsen.Exchange.Register.Files;
using Dtsen.Exchange.Register.Tables;

namespace Dtsen.Exchange.Register.Tests.Tables;

internal static class TableSample
{
    public static readonly TableSchema Schema = new("sample", 3, 19);

    /// <summary>A row that can be told from its key: a wrong row never looks right.</summary>
    public static byte[] Row(ulong key)
    {
        var row = new byte[Schema.RowSize];
        BinaryPrimitives.WriteUInt64LittleEndian(row, key);
        BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(8), key * 0x9E3779B97F4A7C15);
        row[18] = (byte)key;
        return row;
    }

    public static FileDigest Write(string path, IEnumerable<ulong> keys, int rowsPerFence = 16)
    {
        using var writer = TableWriter.Create(path, Schema, rowsPerFence);
        foreach (var key in keys)
        {
            writer.Add(Row(key));
        }

        return writer.Complete();
    }

    /// <summary>NIKs as they are: regions of very unequal size, women's days, favourite dates, short sequences.</summary>
    public static SortedSet<ulong> Niks(int seed, int count)
    {
        var random = new Random(seed);
        var niks = new SortedSet<ulong>();
        ulong[] regions = [110101, 317401, 317402, 320101, 357801, 910101, 960101];
        while (niks.Count < count)
        {
            var region = regions[(int)(regions.Length * Math.Pow(random.NextDouble(), 3))];
            var firstOfJanuary = random.Next(4) == 0;
            var day = (firstOfJanuary ? 1 : random.Next(1, 29)) + (random.Next(2) * 40);
            var month = firstOfJanuary ? 1 : random.Next(1, 13);
            var date = (ulong)((day * 10000) + (month * 100) + random.Next(100));
            niks.Add((((region * 1_000_000) + date) * 10_000) + (ulong)random.Next(1, 40));
        }

        return niks;
    }
}
