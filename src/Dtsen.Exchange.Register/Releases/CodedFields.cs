using System.Reflection;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Domain.Variables;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// The fields of a message whose values are codes of the catalogue, found by the variable that each carries: a field that is added to the
/// proto is checked without being named here. Read through typed delegates, since a nation has billions of codes.
/// </summary>
internal sealed class CodedFields<T>
    where T : IMessage<T>
{
    private readonly List<Single> _singles = [];
    private readonly List<Repeated> _repeated = [];

    /// <param name="message">The message.</param>
    /// <param name="catalogue">Variables and their code lists.</param>
    /// <param name="variable">The variable whose items the fields are; null where each field names its own variable.</param>
    public CodedFields(MessageDescriptor message, VariableCatalogue catalogue, string? variable = null)
    {
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            var name = variable is null
                ? field.GetOptions()?.GetExtension(OptionsExtensions.Field)?.Variable
                : $"{variable}.{field.Name}";
            if (field.FieldType == FieldType.UInt32 && name is not null && catalogue.Find(name)?.CodeList is { } list)
            {
                Add(field, catalogue.FindCodeList(list)!);
            }
        }
    }

    /// <summary>Names of the fields.</summary>
    public IEnumerable<string> Names => _singles.Select(single => single.Name).Concat(_repeated.Select(repeated => repeated.Name));

    /// <summary>Name of the first field with a code that is not in its list; null where all are.</summary>
    public string? FirstUnknown(T message)
    {
        foreach (var field in _singles)
        {
            if (field.Has(message) && !field.List.Contains(field.Value(message)))
            {
                return field.Name;
            }
        }

        foreach (var field in _repeated)
        {
            foreach (var code in field.Values(message))
            {
                if (!field.List.Contains(code))
                {
                    return field.Name;
                }
            }
        }

        return null;
    }

    private void Add(FieldDescriptor field, CodeList list)
    {
        if (field.IsRepeated)
        {
            _repeated.Add(new Repeated(field.Name, list, Getter<RepeatedField<uint>>(field.PropertyName)));
        }
        else
        {
            _singles.Add(new Single(field.Name, list, Getter<bool>("Has" + field.PropertyName), Getter<uint>(field.PropertyName)));
        }
    }

    private static Func<T, TValue> Getter<TValue>(string property) =>
        typeof(T).GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.GetMethod!.CreateDelegate<Func<T, TValue>>();

    private sealed record Single(string Name, CodeList List, Func<T, bool> Has, Func<T, uint> Value);

    private sealed record Repeated(string Name, CodeList List, Func<T, RepeatedField<uint>> Values);
}
