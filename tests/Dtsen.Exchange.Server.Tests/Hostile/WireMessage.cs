using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Tests.Hostile;

/// <summary>A message as it stands on the wire, field by field, so that it can be damaged in ways that no generated class allows.</summary>
internal sealed class WireMessage(MessageDescriptor type)
{
    public MessageDescriptor Type { get; } = type;

    public List<WireField> Fields { get; } = [];

    /// <summary>Every field at any depth, with the message that it stands in.</summary>
    public IEnumerable<(WireMessage Parent, WireField Field)> Walk() => Fields.SelectMany(field =>
        field.Value is WireMessage inner ? inner.Walk().Prepend((this, field)) : [(this, field)]);

    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var output = new CodedOutputStream(buffer);
        foreach (var field in Fields)
        {
            output.WriteTag(field.Number, field.Wire);
            switch (field.Value)
            {
                case ulong number when field.Wire == WireFormat.WireType.Varint:
                    output.WriteUInt64(number);
                    break;
                case ulong number when field.Wire == WireFormat.WireType.Fixed64:
                    output.WriteFixed64(number);
                    break;
                case ulong number:
                    output.WriteFixed32((uint)number);
                    break;
                case WireMessage message:
                    output.WriteBytes(ByteString.CopyFrom(message.ToBytes()));
                    break;
                default:
                    output.WriteBytes(ByteString.CopyFrom((byte[])field.Value));
                    break;
            }
        }

        output.Flush();
        return buffer.ToArray();
    }
}

/// <summary>A field on the wire.</summary>
internal sealed class WireField(FieldDescriptor descriptor, WireFormat.WireType wire, object value)
{
    public FieldDescriptor Descriptor { get; } = descriptor;

    public int Number { get; set; } = descriptor.FieldNumber;

    public WireFormat.WireType Wire { get; set; } = wire;

    /// <summary>A number, bytes, or a message.</summary>
    public object Value { get; set; } = value;

    public bool IsText => Descriptor.FieldType is FieldType.String && Value is byte[];

    public bool IsNumber => Value is ulong && Descriptor.FieldType is not (FieldType.Enum or FieldType.Bool);
}
