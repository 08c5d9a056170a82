using System.Collections;
using System.Globalization;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Programmes;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Desil;

/// <summary>What is known of a family beside its desil, read when it is first asked for and not kept.</summary>
/// <param name="blocks">Whole families of the release.</param>
/// <param name="found">The family.</param>
internal sealed class FamilyFacts(FamilyBlocks blocks, FoundFamily found)
{
    private readonly Lazy<Family> _family = new(() => Read(blocks, found));

    /// <summary>Whether an exclusion holds: the family or one of its members has one of its codes.</summary>
    public bool Holds(Exclusion exclusion) => Has(_family.Value, exclusion);

    private static bool Has(IMessage message, Exclusion exclusion)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var has = field.FieldType switch
            {
                FieldType.UInt32 when !field.IsRepeated && VariableOf(field) == exclusion.Variable =>
                    (!field.HasPresence || field.Accessor.HasValue(message))
                    && exclusion.Codes.Contains((uint)field.Accessor.GetValue(message)),
                FieldType.Message => field.Accessor.GetValue(message) switch
                {
                    IMessage inner => Has(inner, exclusion),
                    IEnumerable items => items.OfType<IMessage>().Any(item => Has(item, exclusion)),
                    _ => false,
                },
                _ => false,
            };
            if (has)
            {
                return true;
            }
        }

        return false;
    }

    private static string? VariableOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(OptionsExtensions.Field)?.Variable;

    private static Family Read(FamilyBlocks blocks, FoundFamily found)
    {
        var code = found.Kabupaten.ToString("D4", CultureInfo.InvariantCulture);
        return WilayahCode.TryParse(code, out var kabupaten) && blocks.Find(kabupaten, found.Origin.FamilyNumber) is { } family
            ? family
            : throw new InvalidDataException("A family of the Tables is not in the Blocks of its kabupaten.");
    }
}
