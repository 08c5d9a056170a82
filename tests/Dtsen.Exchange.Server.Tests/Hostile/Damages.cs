using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Wire = Google.Protobuf.WireFormat.WireType;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>Damage within messages that are read: fields that break rules, contradict each other, or have no bounds.</summary>
internal static class Damages
{
    private static readonly string[] OddTexts =
    [
        "\0", "a\0b", "\u0001\u001b[2J", "../../etc/passwd", "'; drop table releases; --", "{0}%s%n", "\u202e\ufeff",
        "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦",
        "３２０４０５０１０１８００００１", "😀",
        "p1:", "cDE6", "AAAA====", "2026-T5", "0000-T1", "99999-T1",
        "2026-T1.v0", "-1", "+1", " ", "\r\n", "ı", "NaN",
    ];

    private static readonly ulong[] OddNumbers =
    [
        0, 1UL << 31, (1UL << 31) - 1, 1UL << 32, (1UL << 32) - 1, (1UL << 53) + 1, 1UL << 63, (1UL << 63) - 1, ulong.MaxValue,
        ulong.MaxValue - 1, 0x7FF8_0000_0000_0000, 0xFFF0_0000_0000_0000, 1_000_000_001,
    ];

    public static IReadOnlyList<Damage> All { get; } =
    [
        new("nothing is wrong", Expected.Judged, (message, _) => message.ToBytes()),
        new("empty", Expected.Judged, (_, _) => []),
        new("wrong length", Expected.Judged, (message, random) => Change(message, random, IsBytes, field =>
            field.Value = Resize((byte[])field.Value, random))),
        new("odd text", Expected.Judged, (message, random) => Change(message, random, field => field.IsText, field =>
            field.Value = Encoding.UTF8.GetBytes(OddTexts[random.Next(OddTexts.Length)]))),
        new("odd end of a text", Expected.Judged, (message, random) => Change(message, random, field => field.IsText, field =>
            field.Value = (byte[])[.. (byte[])field.Value, .. Encoding.UTF8.GetBytes(OddTexts[random.Next(OddTexts.Length)])])),
        new("long text", Expected.Judged, (message, random) => Change(message, random, field => field.IsText, field =>
            field.Value = Filled(random.Next(300, 20_000), random))),
        new("giant text", Expected.Judged, IsHeavy: true, Apply: (message, random) =>
            Change(message, random, field => field.IsText, field => field.Value = Filled(4_000_000, random))),
        new("giant bytes", Expected.Judged, IsHeavy: true, Apply: (message, random) => Change(message, random, IsBytes, field =>
            field.Value = new byte[3_000_000])),
        new("larger than any message", Expected.TooLarge, IsHeavy: true, Apply: (message, random) =>
            [.. message.ToBytes(), .. Tag(1000, Wire.LengthDelimited), .. Varint(17_000_000), .. new byte[17_000_000]]),
        new("unknown enum value", Expected.Judged, (message, random) => Change(
            message, random, field => field.Descriptor.FieldType == FieldType.Enum && field.Wire == Wire.Varint,
            field => field.Value = (ulong)random.Next(50, 1000) * (random.Next(2) == 0 ? 1UL : ulong.MaxValue))),
        new("extreme number", Expected.Judged, (message, random) => Change(message, random, field => field.IsNumber, field =>
            field.Value = OddNumbers[random.Next(OddNumbers.Length)])),
        new("contradictory date", Expected.Judged, (message, random) =>
            Change(message, random, IsDate, field => Contradict(field, random))),
        new("long list", Expected.Judged, (message, random) => Repeat(message, random, random.Next(100, 3000))),
        new("huge list", Expected.Judged, IsHeavy: true, Apply: (message, random) => Repeat(message, random, 30_000)),
        new("a field twice", Expected.Judged, (message, random) => Repeat(message, random, 2)),
        new("missing field", Expected.Judged, (message, random) =>
            Edit(message, random, _ => true, (parent, field) => parent.Fields.Remove(field))),
        new("several of a oneof", Expected.Judged, (message, random) => Edit(
            message, random, field => field.Descriptor.RealContainingOneof is { Fields.Count: > 1 },
            (parent, field) => parent.Fields.AddRange(Siblings(field)))),
        new("wrong wire type", Expected.Judged, (message, random) =>
            Change(message, random, _ => true, field => ChangeWire(field, random))),
        new("unknown fields", Expected.Judged, (message, random) => Unknown(message, random)),
        new("fields of another number", Expected.Judged, (message, random) => Change(message, random, _ => true, field =>
            field.Number = random.Next(1, 30))),
        new("cut off", Expected.Judged, (message, random) =>
            message.ToBytes() is { Length: > 0 } bytes ? bytes[..random.Next(bytes.Length)] : null),
        new("random bytes", Expected.Judged, (_, random) =>
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            return bytes;
        }),
        new("flipped bits", Expected.Judged, (message, random) =>
        {
            var bytes = message.ToBytes();
            for (var flips = bytes.Length == 0 ? 0 : random.Next(1, 6); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            return bytes.Length == 0 ? null : bytes;
        }),
    ];

    public static byte[] Varint(ulong value)
    {
        using var buffer = new MemoryStream();
        using var output = new CodedOutputStream(buffer);
        output.WriteUInt64(value);
        output.Flush();
        return buffer.ToArray();
    }

    public static byte[] Tag(uint number, Wire wire) => Varint(((ulong)number << 3) | (uint)wire);

    /// <summary>Changes one field that fits; null where none does.</summary>
    public static byte[]? Change(WireMessage message, Random random, Predicate<WireField> fits, Action<WireField> change) =>
        Edit(message, random, fits, (_, field) => change(field));

    private static byte[]? Edit(WireMessage message, Random random, Predicate<WireField> fits, Action<WireMessage, WireField> edit)
    {
        var places = message.Walk().Where(place => fits(place.Field)).ToList();
        if (places.Count == 0)
        {
            return null;
        }

        var (parent, field) = places[random.Next(places.Count)];
        edit(parent, field);
        return message.ToBytes();
    }

    private static byte[]? Repeat(WireMessage message, Random random, int times) => Edit(
        message, random, field => times == 2 || field.Descriptor.IsRepeated,
        (parent, field) => parent.Fields.AddRange(Enumerable.Repeat(field, times - 1)));

    private static bool IsBytes(WireField field) => field.Value is byte[];

    private static bool IsDate(WireField field) =>
        field.Value is WireMessage { Type.FullName: "google.type.Date" or "google.protobuf.Timestamp" };

    private static void Contradict(WireField field, Random random)
    {
        ulong[][] impossible =
        [
            [2026, 2, 30], [2025, 2, 29], [0, 13, 0], [9999, 12, 32], [ulong.MaxValue, 1, 1], [10_000, 1, 1], [2026, 0, 1], [1, 1, 1],
        ];
        var date = impossible[random.Next(impossible.Length)];
        var message = (WireMessage)field.Value;
        message.Fields.Clear();
        foreach (var (part, index) in message.Type.Fields.InFieldNumberOrder().Select((part, index) => (part, index)))
        {
            message.Fields.Add(new WireField(part, Wire.Varint, date[index]));
        }
    }

    private static IEnumerable<WireField> Siblings(WireField field) =>
        field.Descriptor.RealContainingOneof!.Fields.Where(other => other != field.Descriptor).Select(other => other.FieldType switch
        {
            FieldType.Message or FieldType.String or FieldType.Bytes => new WireField(other, Wire.LengthDelimited, Array.Empty<byte>()),
            _ => new WireField(other, Wire.Varint, 1UL),
        });

    private static void ChangeWire(WireField field, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                (field.Wire, field.Value) = (Wire.Varint, (ulong)random.NextInt64());
                break;
            case 1:
                (field.Wire, field.Value) = (Wire.Fixed64, (ulong)random.NextInt64());
                break;
            default:
                (field.Wire, field.Value) = (Wire.LengthDelimited, new byte[] { 1, 2, 3 });
                break;
        }
    }

    private static byte[] Unknown(WireMessage message, Random random) =>
    [
        .. message.ToBytes(),
        .. Tag(536_870_911, Wire.Varint), .. Varint((ulong)random.NextInt64()),
        .. Tag((uint)random.Next(100, 19_000), Wire.LengthDelimited), .. Varint(1000), .. Filled(1000, random),
        .. Tag(777, Wire.Fixed64), .. new byte[8],
        .. Tag(778, Wire.StartGroup), .. Tag(1, Wire.Varint), 7, .. Tag(778, Wire.EndGroup),
    ];

    private static byte[] Resize(byte[] bytes, Random random) => random.Next(4) switch
    {
        0 => [],
        1 => bytes[..(bytes.Length / 2)],
        2 => [.. bytes, .. bytes.Length > 0 ? bytes[..1] : "1"u8.ToArray()],
        _ => [.. bytes, .. bytes],
    };

    private static byte[] Filled(int length, Random random)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)"0aZ ."[random.Next(5)]);
        return bytes;
    }
}
