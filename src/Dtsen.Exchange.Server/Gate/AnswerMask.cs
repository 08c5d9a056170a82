using System.Collections.Concurrent;
using Dtsen.Exchange.Contracts.Options.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// The fields that an agreement lets through, compiled once for each agreement and message type from the field options. What is not
/// granted is cleared from every answer, whatever the service put there.
/// </summary>
/// <param name="permits">Whether the agreement grants the variable of a field.</param>
internal sealed class AnswerMask(Func<Field, bool> permits)
{
    private readonly ConcurrentDictionary<MessageDescriptor, Plan> _plans = new();
    private readonly ConcurrentDictionary<Type, object> _items = new();

    /// <summary>Variables that this message could carry and that are withheld, in ordinal order.</summary>
    public IReadOnlyList<string> WithheldFrom(MessageDescriptor message) => PlanOf(message).Withheld;

    /// <summary>Variables that this message could carry and that the agreement grants, in ordinal order.</summary>
    public IReadOnlyList<string> GrantedIn(MessageDescriptor message) => PlanOf(message).Granted;

    /// <summary>Clears every field that is not granted.</summary>
    public void Apply(IMessage message) => Apply(message, PlanOf(message.Descriptor));

    /// <summary>Items of answers, masked and encoded.</summary>
    public MaskedItems<TContent> ItemsOf<TContent>()
        where TContent : struct, IItemContent =>
        (MaskedItems<TContent>)_items.GetOrAdd(typeof(TContent), static (_, mask) => new MaskedItems<TContent>(mask), this);

    private static void Apply(IMessage message, Plan plan)
    {
        foreach (var field in plan.Cleared)
        {
            field.Clear(message);
        }

        foreach (var (field, inner) in plan.Entered)
        {
            switch (field.GetValue(message))
            {
                case IMessage child:
                    Apply(child, inner);
                    break;
                case System.Collections.IEnumerable children:
                    foreach (var child in children)
                    {
                        Apply((IMessage)child, inner);
                    }

                    break;
            }
        }
    }

    private Plan PlanOf(MessageDescriptor message) =>
        _plans.TryGetValue(message, out var plan) ? plan : _plans.GetOrAdd(message, Compile(message, []));

    private Plan Compile(MessageDescriptor message, Dictionary<MessageDescriptor, Plan> known)
    {
        if (known.TryGetValue(message, out var started))
        {
            return started;
        }

        var plan = known[message] = new Plan();
        var withheld = new SortedSet<string>(StringComparer.Ordinal);
        var granted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            var option = field.GetOptions()?.GetExtension(OptionsExtensions.Field);
            if (option is not null && !permits(option))
            {
                plan.Cleared.Add(field.Accessor);
                withheld.Add(option.Variable);
                continue;
            }

            if (option is not null)
            {
                granted.Add(option.Variable);
            }

            if (field.FieldType == FieldType.Message && !field.IsMap)
            {
                var inner = Compile(field.MessageType, known);
                granted.UnionWith(inner.Granted);
                if (inner.Withheld.Count > 0)
                {
                    plan.Entered.Add((field.Accessor, inner));
                    withheld.UnionWith(inner.Withheld);
                }
            }
        }

        plan.Withheld = [.. withheld];
        plan.Granted = [.. granted];
        return plan;
    }

    private sealed class Plan
    {
        public List<IFieldAccessor> Cleared { get; } = [];

        public List<(IFieldAccessor Field, Plan Inner)> Entered { get; } = [];

        public IReadOnlyList<string> Withheld { get; set; } = [];

        public IReadOnlyList<string> Granted { get; set; } = [];
    }
}
