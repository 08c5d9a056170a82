using System.Globalization;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Type;

namespace Dtsen.Exchange.Cli.Exports;

/// <summary>
/// The columns of families and people: one for each variable, under its name in the catalogue, found by the options of the protos, so that
/// a field that is added is exported without being named here. NIK and nomor KK are text.
/// </summary>
internal static class ExportColumns
{
    /// <summary>Columns of families, without their members.</summary>
    public static IReadOnlyList<ExportColumn> OfFamilies() => [.. Of(Family.Descriptor, "", row => row.Family)];

    /// <summary>Columns of people: the nomor KK of the family, and what is the member's own.</summary>
    public static IReadOnlyList<ExportColumn> OfPeople() =>
    [
        new TextColumn("nomor_kartu_keluarga", row => row.Family.NomorKartuKeluarga),
        .. Of(Member.Descriptor, "", row => row.Member),
    ];

    private static IEnumerable<ExportColumn> Of(MessageDescriptor message, string prefix, Func<ExportRow, IMessage?> read) =>
        message.Fields.InFieldNumberOrder().SelectMany(field => Of(field, NameOf(field, prefix), read));

    private static IEnumerable<ExportColumn> Of(FieldDescriptor field, string name, Func<ExportRow, IMessage?> read)
    {
        object? Value(ExportRow row) => read(row) is { } message && (!field.HasPresence || field.Accessor.HasValue(message))
            ? field.Accessor.GetValue(message)
            : null;
        switch (field.FieldType)
        {
            case FieldType.Message when field.IsRepeated:
                return [];
            case FieldType.Message when field.MessageType == Date.Descriptor:
                return [new ValueColumn<DateOnly>(name, row => ((Date?)Value(row)).TryToDay(out var day) ? day : null)];
            case FieldType.Message:
                return Of(field.MessageType, name + ".", row => (IMessage?)Value(row));
            case FieldType.UInt32 when field.IsRepeated:
                return [new TextColumn(name, row =>
                    Value(row) is RepeatedField<uint> { Count: > 0 } codes ? string.Join(',', codes) : null)];
            case FieldType.UInt32 or FieldType.Enum:
                return [new ValueColumn<int>(name, row =>
                    Value(row) is { } number ? Convert.ToInt32(number, CultureInfo.InvariantCulture) : null)];
            case FieldType.Bool:
                return [new ValueColumn<bool>(name, Value)];
            case FieldType.Double:
                return [new ValueColumn<double>(name, Value)];
            case FieldType.String:
                return [new TextColumn(name, row => Value(row) is string { Length: > 0 } text ? text : null)];
            default:
                throw new NotSupportedException($"A field of type {field.FieldType} is not exported yet: {field.FullName}.");
        }
    }

    private static string NameOf(FieldDescriptor field, string prefix) =>
        field.GetOptions()?.GetExtension(OptionsExtensions.Field)?.Variable is { Length: > 0 } variable ? variable : prefix + field.Name;
}
