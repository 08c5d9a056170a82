using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>Messages of any type in which every field is set: nothing that could leak is missing.</summary>
internal static class FilledMessage
{
    /// <summary>One message for each branch of the oneofs, every other field set in each of them.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">What every text and every bytes holds.</param>
    public static IEnumerable<IMessage> AllOf(MessageDescriptor type, string text = "isi")
    {
        var branches = BranchesOf(type, []);
        return Enumerable.Range(0, branches).Select(branch => Make(type, branch, text));
    }

    private static int BranchesOf(MessageDescriptor type, HashSet<MessageDescriptor> known) => known.Add(type)
        ? type.Oneofs.Where(oneof => !oneof.IsSynthetic).Select(oneof => oneof.Fields.Count)
            .Concat(type.Fields.InFieldNumberOrder()
                .Where(field => field.FieldType == FieldType.Message)
                .Select(field => BranchesOf(field.MessageType, known)))
            .Append(1)
            .Max()
        : 1;

    private static IMessage Make(MessageDescriptor type, int branch, string text)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.RealContainingOneof is { } oneof && oneof.Fields[branch % oneof.Fields.Count] != field)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                list.Add(ValueOf(field, branch, text));
                list.Add(ValueOf(field, branch + 1, text));
            }
            else
            {
                field.Accessor.SetValue(message, ValueOf(field, branch, text));
            }
        }

        return message;
    }

    private static object ValueOf(FieldDescriptor field, int branch, string text) => field.FieldType switch
    {
        FieldType.Message => Make(field.MessageType, branch, text),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[^1].Number),
        FieldType.String => text,
        FieldType.Bytes => ByteString.CopyFromUtf8(text),
        FieldType.Bool => true,
        FieldType.Double => 1.5,
        FieldType.Float => 1.5f,
        FieldType.UInt32 or FieldType.Fixed32 => 7u,
        FieldType.UInt64 or FieldType.Fixed64 => 7ul,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => 7L,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => 7,
        _ => throw new NotSupportedException($"{field.FullName} is of a kind that no message had so far: teach this class."),
    };
}
