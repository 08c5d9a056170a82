using Google.Protobuf.Reflection;
using Wire = Google.Protobuf.WireFormat.WireType;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>Bytes that are no message of any type.</summary>
internal static class UnreadableDamages
{
    private static readonly byte[][] NoText =
        [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x61, 0xE2, 0x82], [0x80], [0xFE, 0xFE, 0xFF, 0xFF]];

    public static IReadOnlyList<Damage> All { get; } =
    [
        new("text that is not UTF-8", Expected.Unreadable, (message, random) => Damages.Change(
            message, random, field => field.IsText,
            field => field.Value = (byte[])[.. (byte[])field.Value, .. NoText[random.Next(NoText.Length)]])),
        new("deep nesting", Expected.Unreadable, (message, random) => Nest(message, random.Next(200, 5000))),
        new("very deep nesting", Expected.Unreadable, (message, _) => Nest(message, 1_000_000), IsHeavy: true),
        Behind("nesting that never ends", (_, _) => Damages.Tag(9, Wire.StartGroup)),
        Behind("end of a group that did not begin", (_, _) => Damages.Tag(9, Wire.EndGroup)),
        Behind("field number 0", (_, _) => [0x00, 0x00]),
        Behind("wire type that is none", (_, random) => [(byte)(0x08 | random.Next(6, 8)), 0x00]),
        Behind("endless varint", (_, _) => [.. Damages.Tag(999, Wire.Varint), .. Enumerable.Repeat((byte)0xFF, 12)]),
        Behind("length beyond the end", (message, random) => Length(message, (ulong)random.Next(1, 1_000_000))),
        Behind("negative length", (message, _) => [.. Length(message, ulong.MaxValue), 0x00]),
        Behind("length of 2 GiB", (message, _) => [.. Length(message, int.MaxValue), 0x00]),
        new("message within a field cut off", Expected.Unreadable, (message, random) => Damages.Change(
            message, random, field => field.Value is WireMessage, field => field.Value = (byte[])[0x0A, 0x7F, 0x01])),
    ];

    private static Damage Behind(string name, Func<WireMessage, Random, byte[]> end) =>
        new(name, Expected.Unreadable, (message, random) => [.. message.ToBytes(), .. end(message, random)]);

    /// <summary>Groups within groups, each of a field that no message has: a reader that follows them needs a stack as deep.</summary>
    private static byte[] Nest(WireMessage message, int depth)
    {
        var groups = new byte[2 * depth];
        groups.AsSpan(0, depth).Fill(Damages.Tag(15, Wire.StartGroup).Single());
        groups.AsSpan(depth).Fill(Damages.Tag(15, Wire.EndGroup).Single());
        return [.. message.ToBytes(), .. groups];
    }

    /// <summary>The length of a field whose bytes are read, or of one that is not known where a message has none.</summary>
    private static byte[] Length(WireMessage message, ulong length)
    {
        var field = message.Type.Fields.InFieldNumberOrder()
            .FirstOrDefault(field => field.FieldType is FieldType.String or FieldType.Bytes or FieldType.Message);
        return [.. Damages.Tag((uint)(field?.FieldNumber ?? 1000), Wire.LengthDelimited), .. Damages.Varint(length)];
    }
}
