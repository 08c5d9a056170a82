using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain.Variables;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The fields of a message as <see cref="WireWalk"/> meets them, compiled from its descriptor: a field that is added to the proto is walked
/// over without being named here.
/// </summary>
internal sealed class WireShape
{
    private readonly Field?[] _fields;

    private WireShape(MessageDescriptor message, VariableCatalogue catalogue, string? variable)
    {
        _fields = new Field?[message.Fields.InFieldNumberOrder().Max(field => field.FieldNumber) + 1];
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            var own = field.GetOptions()?.GetExtension(OptionsExtensions.Field)?.Variable
                ?? (variable is null ? null : $"{variable}.{field.Name}");
            _fields[field.FieldNumber] = new Field(
                KindOf(field),
                field.HasPresence,
                field.FieldType == FieldType.Message ? new WireShape(field.MessageType, catalogue, own) : null,
                field.FieldType == FieldType.UInt32 && own is not null && catalogue.Find(own)?.CodeList is { } list
                    ? catalogue.FindCodeList(list)
                    : null);
        }
    }

    /// <summary>What stands in a field.</summary>
    internal enum FieldKind
    {
        /// <summary>Nothing that is walked over.</summary>
        Other,

        /// <summary>A number of 32 bits.</summary>
        Number,

        /// <summary>A number of 32 bits with a sign, or of an enum; negative ones, which have ten bytes, are not walked over.</summary>
        Signed,

        /// <summary>True or false.</summary>
        Bool,

        /// <summary>Eight bytes.</summary>
        Double,

        /// <summary>Text in UTF-8.</summary>
        Text,

        /// <summary>A message.</summary>
        Message,

        /// <summary>Messages, each with its tag.</summary>
        Messages,

        /// <summary>Numbers of at most 32 bits, packed.</summary>
        Numbers,
    }

    /// <summary>The shape of a message.</summary>
    /// <param name="message">The message, which does not hold itself.</param>
    /// <param name="catalogue">Variables and their code lists.</param>
    public static WireShape Of(MessageDescriptor message, VariableCatalogue catalogue) => new(message, catalogue, null);

    /// <summary>The field of a number; null where there is none.</summary>
    public Field? this[uint number] => number < _fields.Length ? _fields[number] : null;

    private static FieldKind KindOf(FieldDescriptor field) => (field.FieldType, field.IsRepeated) switch
    {
        (FieldType.Message, true) => FieldKind.Messages,
        (FieldType.Message, false) => FieldKind.Message,
        (FieldType.UInt32, true) => FieldKind.Numbers,
        (FieldType.UInt32, false) => FieldKind.Number,
        (FieldType.Int32 or FieldType.Enum, false) => FieldKind.Signed,
        (FieldType.Bool, false) => FieldKind.Bool,
        (FieldType.Double, false) => FieldKind.Double,
        (FieldType.String, false) => FieldKind.Text,
        _ => FieldKind.Other,
    };

    /// <summary>A field.</summary>
    /// <param name="Kind">What stands in it.</param>
    /// <param name="HasPresence">Whether it is written too where it is zero or empty.</param>
    /// <param name="Inner">The shape of what stands in it, where that is messages.</param>
    /// <param name="Codes">The codes of which it holds one or more; null where it holds none.</param>
    internal sealed record Field(FieldKind Kind, bool HasPresence, WireShape? Inner, CodeList? Codes)
    {
        // Of a field that holds no codes, all.
        private readonly ulong _smallCodes =
            Codes?.Codes.Where(code => code < 64).Aggregate(0ul, (codes, code) => codes | (1ul << code)) ?? ulong.MaxValue;

        /// <summary>How its value stands on the wire: the lower three bits of its tag.</summary>
        public uint WireType { get; } = Kind switch
        {
            FieldKind.Number or FieldKind.Signed or FieldKind.Bool => 0,
            FieldKind.Double => 1,
            _ => 2,
        };

        /// <summary>The highest number that it can hold.</summary>
        public uint Highest { get; } = Kind switch
        {
            FieldKind.Bool => 1,
            FieldKind.Signed => int.MaxValue,
            _ => uint.MaxValue,
        };

        /// <summary>Whether a number may stand in it.</summary>
        public bool Allows(uint number) =>
            number < 64 ? (_smallCodes & (1ul << (int)number)) != 0 : Codes is null || Codes.Contains(number);
    }
}
