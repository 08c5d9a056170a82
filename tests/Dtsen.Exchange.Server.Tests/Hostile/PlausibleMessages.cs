using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>
/// Messages of any type that get far: their texts are such as a field of that name holds, so that damage is met behind the first rule and
/// not only by it. A field of a name that is not known gets one of all texts.
/// </summary>
internal sealed class PlausibleMessages(IReadOnlyDictionary<string, string[]> texts, IReadOnlyList<byte[]> families)
{
    private const int MaxDepth = 6;

    private readonly string[] _all = [.. texts.Values.SelectMany(values => values).Distinct()];

    /// <summary>Makes a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="opens">Whether it is the first of a stream, for which the first member of a oneof is meant.</param>
    /// <param name="random">Decides everything.</param>
    public WireMessage Make(MessageDescriptor type, bool opens, Random random) => Make(type, opens, random, 0);

    private WireMessage Make(MessageDescriptor type, bool opens, Random random, int depth)
    {
        var message = new WireMessage(type);
        var chosen = type.Oneofs.Where(oneof => !oneof.IsSynthetic)
            .Select(oneof => oneof.Fields[opens ? 0 : random.Next(oneof.Fields.Count)])
            .ToHashSet();
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.RealContainingOneof is not null ? !chosen.Contains(field) : random.Next(12) == 0)
            {
                continue;
            }

            for (var count = field.IsRepeated ? random.Next(1, 4) : 1; count > 0 && depth < MaxDepth; count--)
            {
                message.Fields.Add(FieldOf(field, random, depth));
            }
        }

        return message;
    }

    private WireField FieldOf(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        FieldType.Message => new(field, WireFormat.WireType.LengthDelimited, Make(field.MessageType, false, random, depth + 1)),
        FieldType.Group => throw new NotSupportedException($"{field.FullName} is a group, which proto3 has not."),
        FieldType.String => new(field, WireFormat.WireType.LengthDelimited, Encoding.UTF8.GetBytes(TextOf(field.Name, random))),
        FieldType.Bytes => new(field, WireFormat.WireType.LengthDelimited, BytesOf(random)),
        FieldType.Enum => new(field, WireFormat.WireType.Varint, EnumOf(field.EnumType, random)),
        FieldType.Bool => new(field, WireFormat.WireType.Varint, (ulong)random.Next(2)),
        FieldType.Double => new(field, WireFormat.WireType.Fixed64, BitConverter.DoubleToUInt64Bits(random.NextDouble())),
        FieldType.Fixed64 or FieldType.SFixed64 => new(field, WireFormat.WireType.Fixed64, NumberOf(field.Name, random)),
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => new(field, WireFormat.WireType.Fixed32, NumberOf(field.Name, random)),
        _ => new(field, WireFormat.WireType.Varint, NumberOf(field.Name, random)),
    };

    private string TextOf(string name, Random random)
    {
        // A request id that was used before ends the call too early to find anything.
        if (name == "request_id")
        {
            return $"serangan-{random.NextInt64():x}";
        }

        var values = texts.GetValueOrDefault(name) ?? _all;
        return values[random.Next(values.Length)];
    }

    private static ulong EnumOf(EnumDescriptor type, Random random) => (ulong)type.Values[random.Next(type.Values.Count)].Number;

    private byte[] BytesOf(Random random)
    {
        if (random.Next(3) == 0)
        {
            return families[random.Next(families.Count)];
        }

        var bytes = new byte[random.Next(2) == 0 ? 32 : 64];
        random.NextBytes(bytes);
        return bytes;
    }

    private static ulong NumberOf(string name, Random random) => name switch
    {
        "year" => 2026,
        "variables_version" => 1,
        "first_row" => (ulong)random.Next(3),
        _ => (ulong)random.Next(1, 13),
    };
}
