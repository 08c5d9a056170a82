using Dtsen.Exchange.Contracts.Options.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>Reads which variables stand in raw bytes, by the field numbers alone: no code of the gate has a part in it.</summary>
internal static class WireWalk
{
    /// <summary>The options of all fields that are on the wire, nested ones too.</summary>
    public static IReadOnlyList<Field> FieldsIn(MessageDescriptor type, byte[] bytes)
    {
        var found = new List<Field>();
        Walk(type, new CodedInputStream(bytes), found);
        return found;
    }

    /// <summary>The options of all fields that a message of this type could carry.</summary>
    public static IReadOnlyList<Field> FieldsOf(MessageDescriptor type)
    {
        var found = new List<Field>();
        Collect(type, found, []);
        return found;
    }

    private static void Walk(MessageDescriptor type, CodedInputStream input, List<Field> found)
    {
        while (input.ReadTag() is > 0 and var tag)
        {
            var field = type.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            Assert.True(field is not null, $"{type.FullName} has a field on the wire that its .proto does not know.");
            if (OptionOf(field) is { } option)
            {
                found.Add(option);
            }

            if (field.FieldType == FieldType.Message)
            {
                Walk(field.MessageType, input.ReadBytes().CreateCodedInput(), found);
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    private static void Collect(MessageDescriptor type, List<Field> found, HashSet<MessageDescriptor> known)
    {
        if (!known.Add(type))
        {
            return;
        }

        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (OptionOf(field) is { } option)
            {
                found.Add(option);
            }

            if (field.FieldType == FieldType.Message)
            {
                Collect(field.MessageType, found, known);
            }
        }
    }

    private static Field? OptionOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(OptionsExtensions.Field);
}
