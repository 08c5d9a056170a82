using System.Buffers.Binary;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>The parts of a release's files, told from their formats' READMEs, with what damage to each is called.</summary>
internal static class FileParts
{
    /// <summary>Parts of a file, in order; together they are all of it.</summary>
    public static IReadOnlyList<FilePart> Of(string name, byte[] bytes) =>
        name.EndsWith(".table", StringComparison.Ordinal) ? OfTable(bytes)
        : name.EndsWith(".blocks", StringComparison.Ordinal) ? OfBlocks(bytes)
        : [new FilePart("message", 0, bytes.Length, "")];

    private static List<FilePart> OfTable(byte[] bytes)
    {
        var trailer = bytes.Length - 128;
        var rows = (int)(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(trailer))
            * BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(trailer + 40)));
        return
        [
            new("rows", 0, rows, "rows"),
            new("fences", rows, trailer, "fences"),
            new("trailer", trailer, trailer + 104, "trailer"),
            new("checksum of the trailer", trailer + 104, trailer + 112, "trailer"),
            new("format", trailer + 112, trailer + 114, "format"),
            new("end", trailer + 114, trailer + 120, "trailer"),
            new("magic", trailer + 120, bytes.Length, "does not end"),
        ];
    }

    private static List<FilePart> OfBlocks(byte[] bytes)
    {
        var trailer = bytes.Length - 64;
        var blocks = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(trailer));
        var index = trailer - (32 * blocks);
        var parts = new List<FilePart>
        {
            new("magic of the header", 0, 8, "does not begin"),
            new("format of the header", 8, 10, "format"),
            new("header", 10, 16, "header"),
        };
        for (var block = 0; block < blocks; block++)
        {
            var entry = bytes.AsSpan(index + (32 * block));
            var at = (int)BinaryPrimitives.ReadInt64LittleEndian(entry);
            var end = at + BinaryPrimitives.ReadInt32LittleEndian(entry[28..]);
            parts.Add(new($"header of block {block}", at, at + 56, $"block {block}"));
            parts.Add(new($"payload of block {block}", at + 56, end, $"block {block}"));
        }

        parts.Add(new("index", index, trailer, "index"));
        parts.Add(new("trailer", trailer, trailer + 48, "trailer"));
        parts.Add(new("format of the trailer", trailer + 48, trailer + 50, "format"));
        parts.Add(new("end", trailer + 50, trailer + 56, "trailer"));
        parts.Add(new("magic of the trailer", trailer + 56, bytes.Length, "does not end"));
        return parts;
    }
}
